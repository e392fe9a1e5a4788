namespace Ascribe.Metrics;

/// <summary>What a score says of one example.</summary>
/// <param name="Value">The number; NaN where it means nothing.</param>
/// <param name="Curve">What it was made of; null where the score has no curve.</param>
internal sealed record ExampleScore(double Value, ScoreCurve? Curve = null);
