using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Products that run along an axis.</summary>
internal static class RunningProducts
{
    /// <summary>
    /// CumProd(x, axis) → the axis once for every product, with 1 in place of what is not in it, multiplied up. No factor is
    /// divided by, so that zeros do no harm.
    /// </summary>
    public static void Lower(Composite n)
    {
        if (n.Input(1).Content is not { } stated)
            throw n.Refused("takes its axis from the graph; only a constant is supported there");
        var axis = (int)stated.ToLongs()[0];
        axis = axis < 0 ? axis + n.X.Rank : axis;
        var count = n.Extent(0, axis, "the length of the products");
        var factors = n.Builder.Constant(Factors(n, count).Reshape(Shape(n, axis, count)), hint: "factors");
        var repeated = Where(factors, Unsqueeze(n.X, axis), n.X.Like(1));
        var keepNot = Attributes.None.With("keepdims", 0);
        n.Define(0, Binary("ReduceProd", repeated, n.Builder.Longs(axis + 1), keepNot));
    }

    /// <summary>Which elements each product holds: row by row those up to it, or from it on.</summary>
    private static Tensor Factors(Composite n, long count)
    {
        var isReverse = n.Attributes.Int("reverse") != 0;
        var isExclusive = n.Attributes.Int("exclusive") != 0;
        var places = Enumerable.Range(0, (int)count).ToArray();
        return Tensor.Vector([
            .. from product in places
            from factor in places
            select factor == product ? !isExclusive : factor < product != isReverse,
        ]);
    }

    private static long[] Shape(Composite n, int axis, long count) =>
        [count, count, .. Enumerable.Repeat(1L, n.X.Rank - axis - 1)];
}
