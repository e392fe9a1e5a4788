namespace Ascribe.Runtime.Blocked;

/// <summary>A value that lies in memory in blocks of channels, [N, C/b, H, W, b].</summary>
/// <param name="Name">Its name.</param>
/// <param name="Channels">Channels that mean something; behind them it is filled up to whole blocks.</param>
internal readonly record struct BlockedValue(string Name, long Channels);
