namespace Ascribe.Imaging;

/// <summary>A player with its name and what it contributed.</summary>
/// <param name="Name">The player: a patch by its row and column, a token, a column, a number.</param>
/// <param name="Value">Its contribution, in units of the target.</param>
/// <param name="StandardError">How far chance may have moved it; NaN where nothing tells.</param>
public sealed record NamedPlayer(string Name, double Value, double StandardError);
