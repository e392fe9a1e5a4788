using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>RoiAlign: regions of x [N, C, H, W], each sampled by bilinear interpolation and averaged in bins.</summary>
/// <remarks>
/// Interpolation and averages treat rows and columns separately, so that a region is Wᵧ·x·Wₓᵀ with two small matrices that
/// depend on where it lies.
/// </remarks>
internal static class RegionAlignment
{
    public static void Lower(Composite n)
    {
        if (n.Attributes.Text("mode", "avg") != "avg")
            throw n.Refused("takes the largest sample of each bin (mode = max), which is not supported");
        var pictures = Gather(n.X, n.Input(2), 0);
        var rows = Unsqueeze(Weights(n, axis: 2, start: 1, Bins(n, "output_height")), 1);
        var columns = Unsqueeze(Transpose(Weights(n, axis: 3, start: 0, Bins(n, "output_width")), 0, 2, 1), 1);
        n.Define(0, MatMul(MatMul(rows, pictures), columns));
    }

    private static long Bins(Composite n, string name) => n.Attributes.Int(name, 1);

    /// <summary>What each pixel along an axis weighs in each bin of each region, [R, bins, extent].</summary>
    private static Value Weights(Composite n, int axis, int start, long bins)
    {
        var samples = n.Attributes.Int("sampling_ratio");
        if (samples == 0)
            throw n.Refused(
                "takes as many samples as each region needs (sampling_ratio = 0); export it with a fixed number"
            );
        var (b, extent) = (n.Builder, n.Extent(0, axis, "the extent of the pictures"));
        var halfPixel = n.Attributes.Text("coordinate_transformation_mode", "half_pixel") == "half_pixel";
        var scale = n.Attributes.Float("spatial_scale", 1);
        var first = Edge(start);
        var length = Edge(start + 2) - first;
        if (!halfPixel)
            length = b.Emit("Max", [length, length.Like(1)]);
        // Places of the samples in shares of the region, [bins·samples]; then in pixels, [R, bins·samples, 1].
        float[] shares = [.. Enumerable.Range(0, (int)(bins * samples)).Select(i => (i + 0.5f) / (bins * samples))];
        var places = Unsqueeze(first + length * b.Constant(Tensor.Vector(shares), hint: "samples"), 2);
        var inside = Cast(And(places >= -1, places <= extent), n.X.ElementType);
        var clamped = b.Emit("Clip", [places, places.Like(0), places.Like(extent - 1)]);
        float[] pixels = [.. Enumerable.Range(0, (int)extent).Select(i => (float)i)];
        var hats = Relu(1 - Abs(clamped - b.Constant(Tensor.Vector(pixels), hint: "pixels"))) * inside;
        return ReduceMean(Reshape(hats, -1, bins, samples, extent), [2], keepDims: false);

        // [R, 1]
        Value Edge(int column)
        {
            var edge = Slice(n.Input(1), [column], [column + 1], [1]) * scale;
            return halfPixel ? edge - 0.5 : edge;
        }
    }
}
