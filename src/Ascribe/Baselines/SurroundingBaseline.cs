using System.Globalization;
using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Patches without a content of their own: each takes the mean of the positions around it, channel by channel.</summary>
/// <remarks>
/// Patches lie side by side from the first position on; the last one along an axis is cut off where it does not fit. Around a patch is
/// the box that reaches further by <see cref="Margin"/> on every side, as far as there are positions, without the patch itself.
/// </remarks>
public sealed record SurroundingBaseline : Baseline
{
    /// <summary>Positions of a patch along every spatial axis.</summary>
    public int Patch { get; init; } = 8;

    /// <summary>How far around a patch the mean is taken, in positions.</summary>
    public int Margin { get; init; } = 1;

    /// <summary>The axis of the channels, from the end where negative; all others behind the batch are spatial.</summary>
    public int ChannelAxis { get; init; } = 1;

    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site)
    {
        if (Patch < 1 || Margin < 1)
            throw new ModelException(
                $"a patch of {Patch} with a margin of {Margin} cannot be; take 1 at least of both."
            );
        var layout = FeatureLayout.WithPositions(site, ChannelAxis, this);
        if (layout.Spatial.All(axis => layout.Shape[axis] <= Patch))
            throw new ModelException(
                $"'{site.Feature}' is {site.Value}: nothing is around a patch of {Patch}; take smaller ones."
            );
        var around = Around(site.Value.ToDoubles(), layout);
        TensorPrimitives.Divide(around, Around(Ones(site.Value.Length), layout), around);
        return Tensor.Of(Spread(around, layout), layout.Shape.AsSpan()).To(site.Value.ElementType);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"surrounding:{Patch}") + (Margin == 1 ? "" : $",margin={Margin}");

    /// <summary>The sum around each patch.</summary>
    private double[] Around(double[] elements, FeatureLayout layout)
    {
        var around = Boxes(elements, layout, Margin);
        TensorPrimitives.Subtract(around, Boxes(elements, layout, 0), around);
        return around;
    }

    /// <summary>The sum over each patch and what is around it.</summary>
    private double[] Boxes(double[] elements, FeatureLayout layout, int margin)
    {
        var shape = layout.Shape;
        foreach (var axis in layout.Spatial)
        {
            var patches = Patches(shape[axis]);
            elements = AxisLines.Map(elements, shape, axis, patches, Sum);
            shape = shape.SetItem(axis, patches);
        }
        return elements;

        void Sum(ReadOnlySpan<double> line, Span<double> sums)
        {
            for (var patch = 0; patch < sums.Length; patch++)
            {
                var start = Math.Max(0L, (long)patch * Patch - margin);
                var end = Math.Min(line.Length, (patch + 1L) * Patch + margin);
                sums[patch] = TensorPrimitives.Sum(line[(int)start..(int)end]);
            }
        }
    }

    /// <summary>What each patch has, given to all its positions.</summary>
    private double[] Spread(double[] patches, FeatureLayout layout)
    {
        var shape = layout.Spatial.Aggregate(layout.Shape, (s, axis) => s.SetItem(axis, Patches(s[axis])));
        foreach (var axis in layout.Spatial)
        {
            patches = AxisLines.Map(patches, shape, axis, (int)layout.Shape[axis], Repeat);
            shape = shape.SetItem(axis, layout.Shape[axis]);
        }
        return patches;

        void Repeat(ReadOnlySpan<double> line, Span<double> positions)
        {
            for (var i = 0; i < positions.Length; i++)
                positions[i] = line[i / Patch];
        }
    }

    private int Patches(long extent) => (int)((extent + Patch - 1) / Patch);

    private static double[] Ones(int count)
    {
        var ones = new double[count];
        Array.Fill(ones, 1);
        return ones;
    }
}
