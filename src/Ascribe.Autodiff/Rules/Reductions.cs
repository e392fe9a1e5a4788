using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of reductions over axes.</summary>
internal static class Reductions
{
    public static Value SumTranspose(Primal n, Value dy) => Spread(n, dy, share: _ => 1);

    public static Value MeanTranspose(Primal n, Value dy) => Spread(n, dy, share: count => 1.0 / count);

    /// <summary>Back over the reduced axes: a product with a constant, or where an extent is free, with ones of the input's shape.</summary>
    private static Value Spread(Primal n, Value dy, Func<long, double> share)
    {
        var axes = n.Axes(1);
        if (axes.Length == 0)
            return dy;
        var dims = n.X.Info.Shape!.Value;
        var kept = n.Attributes.Int("keepdims", 1) != 0 ? dy : Unsqueeze(dy, axes);
        if (axes.Any(a => !dims[(int)a].IsFixed))
            return share(2) == 1
                ? Expand(kept, Shape(n.X))
                : throw new NotDifferentiableException(
                    $"{n.Node} averages over an axis of free extent, such as the batch."
                );
        if (axes.All(a => dims[(int)a].Extent == 1))
            return kept;
        var ones = Enumerable.Range(0, dims.Length).Select(a => axes.Contains(a) ? dims[a].Extent!.Value : 1L);
        var count = axes.Aggregate(1L, (product, a) => product * dims[(int)a].Extent!.Value);
        return kept * dy.Builder.Constant(Tensor.Filled(dy.ElementType, [.. ones], share(count)), hint: "reduced");
    }
}
