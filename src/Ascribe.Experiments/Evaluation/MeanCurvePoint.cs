namespace Ascribe.Experiments.Evaluation;

/// <summary>A point of a mean of curves.</summary>
/// <param name="Position">Where along the curve, as the score has it.</param>
/// <param name="Mean">The mean there; NaN where no curve has a number.</param>
/// <param name="Count">How many curves have a number there.</param>
public sealed record MeanCurvePoint(double Position, double Mean, long Count);
