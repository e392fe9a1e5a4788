using System.Collections.Immutable;

namespace Ascribe;

/// <summary>How an attribution was made: enough to make it again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Settings">The method's settings, the target and the baselines, by name.</param>
/// <param name="GradientEvaluations">Gradients taken, all examples together, among them one at each baseline where its output was wanted; what it took to find a baseline is not counted.</param>
/// <param name="Seed">The seed of everything random.</param>
public sealed record Provenance(
    string Method,
    ImmutableSortedDictionary<string, string> Settings,
    long GradientEvaluations,
    int Seed
)
{
    /// <summary>Values of the target taken without a gradient, all examples together.</summary>
    public long ModelEvaluations { get; init; }
}
