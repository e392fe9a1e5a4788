namespace Ascribe;

/// <summary>How far a piece of work is.</summary>
/// <param name="Done">Gradient evaluations made.</param>
/// <param name="Total">Gradient evaluations to make.</param>
public readonly record struct Progress(long Done, long Total);
