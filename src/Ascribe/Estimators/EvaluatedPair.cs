namespace Ascribe.Estimators;

/// <summary>A pair of coalitions and what they are worth.</summary>
/// <param name="Pair">The coalitions.</param>
/// <param name="Smaller">v of the smaller.</param>
/// <param name="Larger">v of the larger.</param>
internal readonly record struct EvaluatedPair(CoalitionPair Pair, double Smaller, double Larger);
