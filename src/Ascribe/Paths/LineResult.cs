using System.Collections.Immutable;

namespace Ascribe;

/// <summary>What gradients along the line of one example gave.</summary>
/// <param name="Sums">Contributions by feature, row-major within the example.</param>
/// <param name="BeginningOutput">F(b).</param>
/// <param name="Evaluations">Gradients taken.</param>
/// <param name="IsMet">Whether the tolerance was met, where one was given.</param>
internal sealed record LineResult(
    ImmutableDictionary<string, double[]> Sums,
    double BeginningOutput,
    long Evaluations,
    bool IsMet = true
);
