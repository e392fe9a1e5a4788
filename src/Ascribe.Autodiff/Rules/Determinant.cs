using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>The rule of Det: d det A / dA is the matrix of cofactors, which also exists where A is singular.</summary>
internal static class Determinant
{
    /// <summary>All cofactors of a matrix take n² determinants; beyond this size that is no longer reasonable.</summary>
    private const int Largest = 16;

    public static Value Adjoint(Primal n, Value dy)
    {
        var size = (int)n.X.Info.Extent(n.X.Rank - 1);
        if (size > Largest)
            throw new NotDifferentiableException(
                $"{n.Node} takes the determinant of a {size}×{size} matrix; up to {Largest}×{Largest} are differentiated."
            );
        var stretched = Unsqueeze(dy, -1, -2);
        return size == 1 ? stretched : stretched * Cofactors(n, size);
    }

    /// <summary>(−1)^(i+j) times the determinant of A without row i and column j, all at once: […, n, n].</summary>
    private static Value Cofactors(Primal n, int size)
    {
        var b = n.Builder;
        var leading = n.X.Info.Shape!.Value[..^2].Select(d => d.Extent ?? -1).ToArray();
        var elements =
            leading.Count(e => e < 0) > 1
                ? Reshape(n.X, Concat([Slice(Shape(n.X), [0], [-2], [0]), b.Longs(size * size)], 0))
                : Reshape(n.X, [.. leading, size * size]);
        var minors = Gather(elements, b.Constant(MinorPlaces(size), hint: "minors"), -1);
        var signs = Enumerable.Range(0, size * size).Select(k => (k / size + k % size) % 2 == 0 ? 1.0 : -1);
        return Unary("Det", minors) * b.Constant(Tensor.Of([.. signs], size, size).To(n.X.ElementType), hint: "signs");
    }

    /// <summary>Where in a flattened matrix the elements of each minor lie, [n, n, n − 1, n − 1].</summary>
    private static Tensor MinorPlaces(int size)
    {
        var all = Enumerable.Range(0, size).ToArray();
        var places =
            from i in all
            from j in all
            from row in all
            where row != i
            from column in all
            where column != j
            select (long)(row * size + column);
        return Tensor.Of([.. places], size, size, size - 1, size - 1);
    }
}
