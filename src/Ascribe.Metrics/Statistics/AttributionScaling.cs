using System.Numerics.Tensors;

namespace Ascribe.Metrics;

/// <summary>Brings attributions of different size to one scale. What is 0 stays 0, and signs stay.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Of">The scaled numbers of one example; zeros only stay as they are.</param>
public sealed record AttributionScaling(string Name, Func<double[], double[]> Of)
{
    /// <summary>Divided by the largest magnitude, so that it becomes 1.</summary>
    public static AttributionScaling LargestMagnitude { get; } =
        new("largest-magnitude", r => Divided(r, Math.Abs(TensorPrimitives.MaxMagnitude<double>(r))));

    /// <summary>Divided by √(mean of squares), so that it becomes 1.</summary>
    public static AttributionScaling RootMeanSquare { get; } =
        new("root-mean-square", r => Divided(r, TensorPrimitives.Norm<double>(r) / Math.Sqrt(r.Length)));

    /// <summary>Positive numbers divided by the largest, negative ones by the largest magnitude among them.</summary>
    public static AttributionScaling EachSign { get; } =
        new("each-sign", r => [.. Part(r, v => v > 0).Zip(Part(r, v => v < 0), (up, down) => up + down)]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AttributionScaling> Known { get; } = [LargestMagnitude, RootMeanSquare, EachSign];

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double[] Part(double[] numbers, Func<double, bool> belongs) =>
        LargestMagnitude.Of([.. numbers.Select(v => belongs(v) ? v : 0)]);

    private static double[] Divided(double[] numbers, double by) =>
        by == 0 ? [.. numbers] : [.. numbers.Select(v => v / by)];
}
