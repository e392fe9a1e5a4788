using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators about sampling grids.</summary>
internal static class Grids
{
    /// <summary>Every point is θ·(position, 1); the operator itself gives the positions where θ changes nothing.</summary>
    public static Value AffineTranspose(Primal n, Value dy)
    {
        var b = dy.Builder;
        var axes = n.Y.Rank - 2;
        long[] extents = [.. Enumerable.Range(1, axes).Select(axis => n.Y.Info.Extent(axis))];
        var count = extents.Aggregate(1L, (product, extent) => product * extent);
        var unchanged = new double[axes * (axes + 1)];
        for (var axis = 0; axis < axes; axis++)
            unchanged[axis * (axes + 1) + axis] = 1;
        var theta = b.Constant(Tensor.Of(unchanged, 1, axes, axes + 1).To(dy.ElementType), hint: "unchanged");
        var grid = Reshape(Binary("AffineGrid", theta, b.Longs([1, 1, .. extents]), n.Attributes), count, axes);
        var ones = b.Constant(Tensor.Filled(dy.ElementType, [count, 1], 1), hint: "ones");
        return MatMul(Transpose(Reshape(dy, -1, count, axes), 0, 2, 1), Concat([grid, ones], 1));
    }
}
