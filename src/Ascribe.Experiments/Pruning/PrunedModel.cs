using System.Collections.Immutable;
using Ascribe.Metrics;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>A model, pruned or whole, and what was measured of it.</summary>
/// <param name="Name">By what its channels were chosen; how the whole model is called.</param>
/// <param name="Model">The model, trained further where that was asked for.</param>
/// <param name="Before">What it decides on the examples held back, before further training.</param>
/// <param name="After">The same after further training; null where there was none.</param>
/// <param name="Size">How large it is.</param>
/// <param name="Milliseconds">The time of one example on one thread; NaN where it was not measured.</param>
public sealed record PrunedModel(
    string Name,
    Model Model,
    ConfusionMatrix Before,
    ConfusionMatrix? After,
    ModelSize Size,
    double Milliseconds
)
{
    /// <summary>By layer, the channels that stay; empty for the whole model.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Kept { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty;

    /// <summary>What it decides in the end.</summary>
    public ConfusionMatrix Final => After ?? Before;
}
