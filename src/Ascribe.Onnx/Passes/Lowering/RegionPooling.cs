using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>MaxRoiPool: regions of x [N, C, H, W], rounded to whole pixels, and the largest pixel of each bin of them.</summary>
/// <remarks>
/// Rows and columns of a bin are found separately, so that the maximum is taken over rows first. Bins may overlap; an empty
/// one gives 0. Where the regions lie is rounded, so that nothing flows back to them.
/// </remarks>
internal static class RegionPooling
{
    public static void Lower(Composite n)
    {
        var shape = n.Attributes.Ints("pooled_shape");
        var regions = n.Input(1);
        var pictures = Gather(n.X, Cast(Squeeze(Slice(regions, [0], [1], [1]), 1), ElementType.Int64), 0);
        // [R, bins, extent] each.
        var (rows, columns) = (Members(n, 2, shape[0]), Members(n, 3, shape[1]));
        var least = n.X.Like(DotProductAttention.Least);
        var byRow = Where(Unsqueeze(rows, 1, 4), Unsqueeze(pictures, 2), least);
        var largest = Reduced(byRow, 3);
        var byColumn = Where(Unsqueeze(columns, 1, 2), Unsqueeze(largest, 3), least);
        var some = And(Unsqueeze(Any(rows), 1, 3), Unsqueeze(Any(columns), 1, 2));
        n.Define(0, Where(some, Reduced(byColumn, 4), n.X.Like(0)));
    }

    /// <summary>Whether a pixel along an axis of the pictures belongs to a bin.</summary>
    private static Value Members(Composite n, int axis, long bins)
    {
        var b = n.Builder;
        var extent = n.Extent(0, axis, "the extent of the pictures");
        var first = Edge(0);
        var length = b.Emit("Max", [Edge(2) - first + 1, first.Like(1)]);
        var size = length * (1.0 / bins);
        var numbers = b.Constant(Numbers(bins), hint: "bins");
        var low = Unsqueeze(first + Unary("Floor", size * numbers), 2);
        var high = Unsqueeze(first + Unary("Ceil", size * (numbers + 1)), 2);
        var pixels = b.Constant(Numbers(extent), hint: "pixels");
        return And(pixels >= low, pixels < high);

        // Halves are rounded away from zero.
        Value Edge(int further)
        {
            var column = (axis == 2 ? 2 : 1) + further;
            var edge = Slice(n.Input(1), [column], [column + 1], [1]) * n.Attributes.Float("spatial_scale", 1);
            return Unary("Sign", edge) * Unary("Floor", Abs(edge) + 0.5);
        }
    }

    private static Tensor Numbers(long count) =>
        Tensor.Vector([.. Enumerable.Range(0, (int)count).Select(i => (float)i)]);

    private static Value Any(Value members) => Reduced(Cast(members, ElementType.Float32), 2) > 0;

    private static Value Reduced(Value x, long axis) =>
        Binary("ReduceMax", x, x.Builder.Longs(axis), Attributes.None.With("keepdims", 0));
}
