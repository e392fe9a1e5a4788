namespace Ascribe.Pruning;

/// <summary>An axis of a named value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Axis">The axis, counted from 0.</param>
internal readonly record struct ChannelAxis(string Value, int Axis);
