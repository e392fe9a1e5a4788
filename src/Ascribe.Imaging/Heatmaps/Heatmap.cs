using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>One finite number per place of a picture, immutable; positive speaks for the target, negative against it.</summary>
public sealed class Heatmap
{
    private readonly double[] values;

    private Heatmap(int width, int height, double[] values)
    {
        Width = width;
        Height = height;
        this.values = values;
    }

    /// <summary>Places in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The number at column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    public double this[int x, int y] => values[y * Width + x];

    /// <summary>The largest magnitude.</summary>
    public double Peak => values.Max(Math.Abs);

    /// <summary>The sum of all numbers; what a complete attribution explains of the output.</summary>
    public double Total => values.Sum();

    /// <summary>The positive part; elsewhere 0.</summary>
    public Heatmap Positive => Map(value => Math.Max(value, 0));

    /// <summary>The negative part, still negative; elsewhere 0.</summary>
    public Heatmap Negative => Map(value => Math.Min(value, 0));

    /// <summary>The magnitudes.</summary>
    public Heatmap Magnitude => Map(Math.Abs);

    /// <summary>
    /// The heatmap of an attribution shaped [H, W], [C, H, W] or [1, C, H, W]: the sum over the channels,
    /// H = Σ_k R_{..k} (arXiv 2310.04821, Eq. 5).
    /// </summary>
    /// <exception cref="ModelException">The shape is another, or a value is not finite.</exception>
    public static Heatmap Of(Tensor attribution)
    {
        var (channels, height, width) = attribution.Shape.AsSpan() switch
        {
            [var h, var w] => (1L, h, w),
            [var c, var h, var w] => (c, h, w),
            [1, var c, var h, var w] => (c, h, w),
            _ => (0L, 0L, 0L),
        };
        if (channels < 1 || height < 1 || width < 1)
            throw new ModelException(
                $"A heatmap takes [H,W], [C,H,W] or [1,C,H,W], none of them 0, but the attribution is {attribution}."
            );
        var entries = attribution.ToDoubles();
        RequireFinite(entries, attribution);
        var sums = new double[height * width];
        for (var i = 0; i < entries.Length; i++)
            sums[i % sums.Length] += entries[i];
        return new((int)width, (int)height, sums);
    }

    /// <summary>Scaled to a picture's size by the same antialiased bilinear filter as <see cref="Picture.Resize"/>.</summary>
    public Heatmap Resize(int width, int height)
    {
        var rows = TriangleFilter.Between(Width, width);
        var columns = TriangleFilter.Between(Height, height);
        var wide = new double[width * Height];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = rows.Apply(values.AsSpan(i / width * Width, Width), 1, i % width);
        var result = new double[width * height];
        for (var i = 0; i < result.Length; i++)
            result[i] = columns.Apply(wide.AsSpan(i % width), width, i / width);
        return new(width, height, result);
    }

    /// <summary>
    /// The given percentile of the magnitudes, linear between ranks. Where that is 0 although something is not – fewer
    /// places than the percentile leaves out –, the largest magnitude; 0 only if everything is 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The percentile is not within 0 … 100.</exception>
    public double ScaleAt(double percentile)
    {
        if (percentile is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percentile), percentile, "A percentile is within 0 and 100.");
        var sorted = Array.ConvertAll(values, Math.Abs);
        Array.Sort(sorted);
        var rank = percentile / 100 * (sorted.Length - 1);
        var below = (int)rank;
        var scale = double.Lerp(sorted[below], sorted[Math.Min(below + 1, sorted.Length - 1)], rank - below);
        return scale > 0 ? scale : sorted[^1];
    }

    /// <summary>The heatmap alone, in its colors; a heatmap of zeros has the color of 0 everywhere.</summary>
    public Picture Draw(HeatmapStyle style) => HeatmapDrawing.Alone(this, style);

    /// <summary>The heatmap on a picture, scaled to its size; a heatmap of zeros shows the faded picture.</summary>
    public Picture Over(Picture picture, HeatmapStyle style) => HeatmapDrawing.Over(this, picture, style);

    private Heatmap Map(Converter<double, double> map) => new(Width, Height, Array.ConvertAll(values, map));

    private static void RequireFinite(double[] entries, Tensor attribution)
    {
        var bad = entries.Count(entry => !double.IsFinite(entry));
        if (bad > 0)
            throw new ModelException(
                $"The attribution {attribution} holds {bad} values that are not finite, the first at position "
                    + $"{Array.FindIndex(entries, entry => !double.IsFinite(entry))}; it cannot be drawn."
            );
    }
}
