using System.Collections.Immutable;

namespace Ascribe.Gradients;

/// <summary>Target and gradient at one place.</summary>
/// <param name="Target">F there.</param>
/// <param name="Gradients">∂F by feature or watched value, [1, …] each; views of what the run gave.</param>
/// <param name="Values">The watched values themselves; empty where none are watched.</param>
internal sealed record GradientRow(
    double Target,
    ImmutableDictionary<string, Tensor> Gradients,
    ImmutableDictionary<string, Tensor> Values
);
