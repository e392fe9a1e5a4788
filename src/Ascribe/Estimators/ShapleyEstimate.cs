using System.Collections.Immutable;

namespace Ascribe.Estimators;

/// <summary>Estimated Shapley values.</summary>
/// <param name="Values">By player.</param>
/// <param name="StandardErrors">How far chance may have moved each; 0 where nothing was left to chance, NaN where nothing tells.</param>
/// <param name="Evaluations">Values of coalitions that were asked for.</param>
public sealed record ShapleyEstimate(
    ImmutableArray<double> Values,
    ImmutableArray<double> StandardErrors,
    long Evaluations
);
