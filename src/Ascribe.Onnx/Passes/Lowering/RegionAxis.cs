using System.Collections.Immutable;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>The regions of a RoiAlign along one axis of the pictures.</summary>
/// <param name="Node">The RoiAlign.</param>
/// <param name="First">Where each region begins, in pixels, [R, 1].</param>
/// <param name="Length">How long it is, [R, 1].</param>
/// <param name="Extent">How many pixels there are.</param>
/// <param name="Bins">How many bins each region is cut into.</param>
internal sealed record RegionAxis(Composite Node, Value First, Value Length, long Extent, int Bins)
{
    /// <summary>
    /// With as many samples as a bin is long, rounded up, they lie more than half a pixel apart, so that at most four are
    /// nearer to a pixel than one; a fifth makes up for rounding.
    /// </summary>
    private const int NearSamples = 5;

    public static RegionAxis Of(Composite n, int axis, int start, string bins)
    {
        var halfPixel = n.Attributes.Text("coordinate_transformation_mode", "half_pixel") == "half_pixel";
        var scale = n.Attributes.Float("spatial_scale", 1);
        var first = Edge(start);
        var length = Edge(start + 2) - first;
        if (!halfPixel)
            length = n.Builder.Emit("Max", [length, length.Like(1)]);
        var extent = n.Extent(0, axis, "the extent of the pictures");
        return new RegionAxis(n, first, length, extent, (int)n.Attributes.Int(bins, 1));

        Value Edge(int column)
        {
            var edge = Slice(n.Input(1), [column], [column + 1], [1]) * scale;
            return halfPixel ? edge - 0.5 : edge;
        }
    }

    /// <summary>Samples in each bin; 0 for as many as the bin is long.</summary>
    public int Samples => (int)Node.Attributes.Int("sampling_ratio");

    /// <summary>What each pixel weighs in the average of each bin, [R, bins, extent].</summary>
    public Value Averages
    {
        get
        {
            if (Samples == 0)
                return AdaptiveAverages;
            var (clamped, inside) = Bounded(Unsqueeze(Places, 2));
            return ReduceMean(Reshape(Hats(clamped) * inside, -1, Bins, Samples, Extent), [2], keepDims: false);
        }
    }

    /// <summary>What the pixel before each sample weighs for it, and the pixel behind, [R, bins·samples, extent] each.</summary>
    public ImmutableArray<Value> Corners
    {
        get
        {
            if (Samples == 0)
                throw Node.Refused(
                    "takes the largest of as many samples as each region needs (mode = max, sampling_ratio = 0), which is not supported; export it with a fixed number of samples"
                );
            var (clamped, inside) = Bounded(Unsqueeze(Places, 2));
            var before = Unary("Floor", clamped);
            var share = clamped - before;
            return [At(before) * ((1 - share) * inside), At(before + 1) * (share * inside)];

            Value At(Value pixel) => Cast(Equal(pixel, Pixels), clamped.ElementType);
        }
    }

    /// <summary>Where the samples lie, in pixels, [R, bins·samples].</summary>
    private Value Places
    {
        get
        {
            var count = Bins * Samples;
            float[] shares = [.. Enumerable.Range(0, count).Select(i => (i + 0.5f) / count)];
            return First + Length * Node.Builder.Constant(Tensor.Vector(shares), hint: "samples");
        }
    }

    /// <summary>
    /// For each pixel the few samples of a bin that can be near it are found from where the bin begins and how far its
    /// samples lie apart, so that their number may depend on the region while every shape is fixed.
    /// </summary>
    private Value AdaptiveAverages
    {
        get
        {
            var b = Node.Builder;
            var bin = Unsqueeze(Length, 2, 3) * (1.0 / Bins);
            var count = Unary("Ceil", bin);
            var some = count > 0;
            var divisor = Where(some, count, count.Like(1));
            var step = Where(some, bin / divisor, bin.Like(1));
            var numbers = Tensor.Of([.. Enumerable.Range(0, Bins).Select(i => (float)i)], 1, Bins, 1, 1);
            var begin = Unsqueeze(First, 2, 3) + bin * b.Constant(numbers, hint: "bins");
            // The first sample that may be near, [R, bins, extent, 1], and the ones after it.
            var earliest = Unary("Floor", (Unsqueeze(Pixels, 1) - 1 - begin) / step - 0.5);
            var near = b.Constant(Tensor.Vector(0f, 1, 2, 3, NearSamples - 1), hint: "near");
            var sample = b.Emit("Max", [earliest, earliest.Like(0)]) + near;
            var (clamped, inside) = Bounded(begin + step * (sample + 0.5));
            var weights =
                Relu(1 - Abs(clamped - Unsqueeze(Pixels, 1))) * inside * Cast(sample < count, bin.ElementType);
            return ReduceSum(weights / divisor, [3], keepDims: false);
        }
    }

    private Value Pixels =>
        Node.Builder.Constant(
            Tensor.Vector([.. Enumerable.Range(0, (int)Extent).Select(i => (float)i)]),
            hint: "pixels"
        );

    /// <summary>Bilinear interpolation: 1 at the sample, 0 a pixel away.</summary>
    private Value Hats(Value places) => Relu(1 - Abs(places - Pixels));

    /// <summary>Samples drawn to the picture, and whether they lie at most a pixel outside of it.</summary>
    private (Value Clamped, Value Inside) Bounded(Value places) =>
        (
            Node.Builder.Emit("Clip", [places, places.Like(0), places.Like(Extent - 1)]),
            Cast(And(places >= -1, places <= Extent), places.ElementType)
        );
}
