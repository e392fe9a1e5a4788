using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Grids of sampling places.</summary>
internal static class Grids
{
    /// <summary>AffineGrid(θ, size) → the places of the output's pixels, [1, pixels, d + 1], times θᵀ.</summary>
    public static void Affine(Composite n)
    {
        var extents = Extents(n);
        var places = n.Builder.Constant(
            Places(extents, n.Attributes.Int("align_corners") != 0).To(n.X.ElementType),
            hint: "places"
        );
        var moved = MatMul(places, Transpose(n.X, 0, 2, 1));
        n.Define(0, Reshape(moved, [-1, .. extents, extents.Length]));
    }

    /// <summary>The spatial extents, which the shape of the output says.</summary>
    private static long[] Extents(Composite n)
    {
        var shape = n.Known(n.Node.Output)?.Shape ?? [];
        return shape.Length > 2 && shape[1..^1].All(d => d.IsFixed)
            ? [.. shape[1..^1].Select(d => d.Extent!.Value)]
            : throw n.Refused("needs a size that does not depend on the input");
    }

    /// <summary>The coordinates of every pixel, fastest axis first, and 1.</summary>
    private static Tensor Places(long[] extents, bool alignCorners)
    {
        double[][] places =
        [
            [1],
        ];
        foreach (var extent in extents)
            places = [.. places.SelectMany(_ => Coordinates(extent), (rest, x) => (double[])[x, .. rest])];
        return Tensor.Of([.. places.SelectMany(p => p)], 1, places.Length, extents.Length + 1);

        IEnumerable<double> Coordinates(long extent) =>
            Enumerable
                .Range(0, (int)extent)
                .Select(i => alignCorners ? 2.0 * i / (extent - 1) - 1 : (2.0 * i + 1) / extent - 1);
    }
}
