using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of reductions over axes.</summary>
internal static class Reductions
{
    public static Value SumTranspose(Primal n, Value dy) => Spread(n, dy, isMean: false);

    public static Value MeanTranspose(Primal n, Value dy) => Spread(n, dy, isMean: true);

    /// <summary>Σ|x|: dy·sign x.</summary>
    public static Value SumOfMagnitudesAdjoint(Primal n, Value dy) => Kept(n, dy) * Unary("Sign", n.X);

    /// <summary>√Σx²: dy·x/y, and 0 where all are 0.</summary>
    public static Value LengthAdjoint(Primal n, Value dy)
    {
        var y = Kept(n, n.Y);
        return Kept(n, dy) * (n.X / Where(Equal(y, y.Like(0)), y.Like(1), y));
    }

    /// <summary>ln Σx: dy·e⁻ʸ.</summary>
    public static Value LogSumAdjoint(Primal n, Value dy) => SumTranspose(n, dy * Exp(-n.Y));

    /// <summary>ln Σeˣ: dy·eˣ⁻ʸ.</summary>
    public static Value LogSumExpAdjoint(Primal n, Value dy) => Kept(n, dy) * Exp(n.X - Kept(n, n.Y));

    /// <summary>Σx²: 2·dy·x.</summary>
    public static Value SumOfSquaresAdjoint(Primal n, Value dy) => Kept(n, dy * 2) * n.X;

    /// <summary>Each factor gets the product of the others: 0 where another one is 0.</summary>
    public static Value ProductAdjoint(Primal n, Value dy)
    {
        var axes = n.Axes(1);
        if (axes.Length == 0)
            return dy;
        var zero = Equal(n.X, n.X.Like(0));
        var divisors = Where(zero, n.X.Like(1), n.X);
        var product = Binary("ReduceProd", divisors, dy.Builder.Longs(axes));
        var zeros = Cast(zero, dy.ElementType);
        var otherZeros = ReduceSum(zeros, axes) - zeros;
        return Kept(n, dy) * Where(otherZeros > 0, dy.Like(0), product / divisors);
    }

    /// <summary>The first element that attains the extreme takes it all, first in the order of memory.</summary>
    public static Value ExtremeAdjoint(Primal n, Value dy)
    {
        var axes = n.Axes(1);
        if (axes.Length == 0)
            return dy;
        var places = Places(n, axes);
        var none = dy.Builder.Scalar(int.MaxValue, ElementType.Int32);
        var attaining = Where(Equal(n.X, Kept(n, n.Y)), places, none);
        var first = Binary("ReduceMin", attaining, dy.Builder.Longs(axes));
        return Kept(n, dy) * Cast(Equal(places, first), dy.ElementType);
    }

    /// <summary>
    /// The number of each element among those that it is reduced with, of extent 1 along the other axes; in 32 bits, with
    /// which comparing takes half the time.
    /// </summary>
    private static Value Places(Primal n, long[] axes)
    {
        var dims = n.X.Info.Shape!.Value;
        var b = n.Builder;
        if (axes.All(a => dims[(int)a].IsFixed))
        {
            var extents = dims.Select((d, a) => axes.Contains(a) ? d.Extent!.Value : 1).ToArray();
            var numbers = Enumerable.Range(0, (int)Tensor.CountOf([.. extents]));
            return b.Constant(Tensor.Of([.. numbers], extents), hint: "places");
        }
        var reduced = Tensor.Vector([.. dims.Select((_, a) => axes.Contains(a))]);
        var shape = Where(b.Constant(reduced, hint: "reduced"), Shape(n.X), b.Longs(1));
        var count = Unary("ReduceProd", shape, Attributes.None.With("keepdims", 0));
        var (zero, one) = (b.Scalar(0, ElementType.Int32), b.Scalar(1, ElementType.Int32));
        return Reshape(b.Emit("Range", [zero, Cast(count, ElementType.Int32), one]), shape);
    }

    /// <summary>A value of the output's shape, with extent 1 along the reduced axes where they were dropped.</summary>
    private static Value Kept(Primal n, Value value)
    {
        var axes = n.Axes(1);
        return axes.Length == 0 || n.Attributes.Int("keepdims", 1) != 0 ? value : Unsqueeze(value, axes);
    }

    /// <summary>Back over the reduced axes: a product with a constant, or where an extent is free, with ones of the input's shape.</summary>
    private static Value Spread(Primal n, Value dy, bool isMean)
    {
        var axes = n.Axes(1);
        var dims = n.X.Info.Shape!.Value;
        var kept = Kept(n, dy);
        if (axes.Any(a => !dims[(int)a].IsFixed))
            return Expand(isMean ? kept / Count(n) : kept, Shape(n.X));
        if (axes.All(a => dims[(int)a].Extent == 1))
            return kept;
        var ones = Enumerable.Range(0, dims.Length).Select(a => axes.Contains(a) ? dims[a].Extent!.Value : 1L);
        var count = axes.Aggregate(1L, (product, a) => product * dims[(int)a].Extent!.Value);
        return kept
            * dy.Builder.Constant(Tensor.Filled(dy.ElementType, [.. ones], isMean ? 1.0 / count : 1), hint: "reduced");
    }

    /// <summary>How many elements were reduced to one, counted when the graph runs.</summary>
    private static Value Count(Primal n) =>
        Cast(Unary("Size", n.X), n.X.ElementType) / Cast(Unary("Size", n.Y), n.X.ElementType);
}
