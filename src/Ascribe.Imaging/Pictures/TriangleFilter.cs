namespace Ascribe.Imaging;

/// <summary>How every pixel of a resized line is a weighted mean of the source's pixels around its center.</summary>
/// <remarks>
/// The weights fall linearly from the center; when the line shrinks, the triangle widens by the same factor, so that every
/// source pixel counts (antialiasing). At the borders the weights of what exists are scaled to sum to 1. This is
/// Pillow's BILINEAR, and ONNX's Resize with linear, half_pixel, antialias and exclude_outside.
/// </remarks>
/// <param name="Start">Per resized pixel, the first source pixel with a weight.</param>
/// <param name="Weights">Per resized pixel, the weights from there on; they sum to 1.</param>
internal sealed record TriangleFilter(int[] Start, double[][] Weights)
{
    internal static TriangleFilter Between(int source, int target)
    {
        var start = new int[target];
        var weights = new double[target][];
        for (var i = 0; i < target; i++)
            (start[i], weights[i]) = Around(i, source, (double)source / target);
        return new(start, weights);
    }

    /// <summary>Entry <paramref name="target"/> of a resized line whose source entries are <paramref name="stride"/> apart.</summary>
    internal double Apply(ReadOnlySpan<double> line, int stride, int target)
    {
        var (start, weights) = (Start[target], Weights[target]);
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * line[(start + i) * stride];
        return sum;
    }

    private static (int Start, double[] Weights) Around(int index, int source, double scale)
    {
        var reach = Math.Max(scale, 1);
        var center = (index + 0.5) * scale;
        var first = Math.Max(0, (int)(center - reach + 0.5));
        var end = Math.Min(source, (int)(center + reach + 0.5));
        var weights = new double[end - first];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Math.Max(0, 1 - Math.Abs(first + i + 0.5 - center) / reach);
        var sum = weights.Sum();
        return (first, Array.ConvertAll(weights, weight => weight / sum));
    }
}
