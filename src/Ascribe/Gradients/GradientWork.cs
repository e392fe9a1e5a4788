using System.Collections.Immutable;

namespace Ascribe.Gradients;

/// <summary>The places where one example's gradient is wanted.</summary>
/// <param name="Example">The example's number.</param>
/// <param name="Feeds">What the example feeds into a path graph, by <see cref="PathPort"/>; its sides and selection are used.</param>
/// <param name="Places">The features at each place, [1, …] by <see cref="PathPort.Example"/>, read lazily.</param>
internal sealed record GradientWork(
    int Example,
    ImmutableDictionary<string, Tensor> Feeds,
    IEnumerable<ImmutableDictionary<string, Tensor>> Places
);
