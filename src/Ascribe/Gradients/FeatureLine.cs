using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Ascribe.Gradients;

/// <summary>The straight line from the baseline to the example.</summary>
internal static class FeatureLine
{
    /// <summary>b + α(x − b) of every feature, as a gradient graph takes it; exactly x where α is 1.</summary>
    /// <param name="features">The features.</param>
    /// <param name="row">The example's feeds, with examples and baselines by <see cref="PathPort"/>.</param>
    /// <param name="position">α.</param>
    public static ImmutableDictionary<string, Tensor> At(
        ImmutableArray<string> features,
        ImmutableDictionary<string, Tensor> row,
        double position
    ) => features.ToImmutableDictionary(PathPort.Example, f => At(f, row, position), StringComparer.Ordinal);

    private static Tensor At(string feature, ImmutableDictionary<string, Tensor> row, double position)
    {
        var x = row[PathPort.Example(feature)];
        var numbers = row[PathPort.Baseline(feature)].ToDoubles();
        TensorPrimitives.Lerp<double>(numbers, x.ToDoubles(), position, numbers);
        return Tensor.Of(numbers, x.Shape.AsSpan()).To(x.ElementType);
    }
}
