using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>RoiAlign: regions of x [N, C, H, W], each sampled by bilinear interpolation and averaged, or its maximum taken, in bins.</summary>
/// <remarks>
/// Interpolation and averages treat rows and columns separately, so that a region is Wᵧ·x·Wₓᵀ with two small matrices that
/// depend on where it lies. For maxima ONNX Runtime's kernel compares the weighted pixels around each sample before it
/// sums them, and so does this.
/// </remarks>
internal static class RegionAlignment
{
    public static void Lower(Composite n)
    {
        var pictures = Gather(n.X, n.Input(2), 0);
        var (rows, columns) = (
            RegionAxis.Of(n, axis: 2, start: 1, "output_height"),
            RegionAxis.Of(n, axis: 3, start: 0, "output_width")
        );
        n.Define(
            0,
            n.Attributes.Text("mode", "avg") switch
            {
                "avg" => Between(rows.Averages, pictures, columns.Averages),
                "max" => Largest(rows, pictures, columns),
                var other => throw n.Refused($"has the mode '{other}', which is not known"),
            }
        );
    }

    /// <summary>The largest weighted pixel around the samples of each bin; pixels below and beyond are kept apart.</summary>
    private static Value Largest(RegionAxis rows, Value pictures, RegionAxis columns)
    {
        var corners =
            from row in rows.Corners
            from column in columns.Corners
            select (Value?)Between(row, pictures, column);
        var largest = pictures.Builder.Emit("Max", [.. corners]);
        var bins = Reshape(largest, 0, 0, rows.Bins, rows.Samples, columns.Bins, columns.Samples);
        return Binary("ReduceMax", bins, pictures.Builder.Longs(3, 5), Attributes.None.With("keepdims", 0));
    }

    /// <summary>rows·x·columnsᵀ for every channel: [R, a, H], [R, C, H, W] and [R, b, W] → [R, C, a, b].</summary>
    private static Value Between(Value rows, Value pictures, Value columns) =>
        MatMul(MatMul(Unsqueeze(rows, 1), pictures), Unsqueeze(Transpose(columns, 0, 2, 1), 1));
}
