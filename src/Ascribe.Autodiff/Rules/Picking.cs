using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that pick elements by their place.</summary>
internal static class Picking
{
    /// <summary>What was picked is added back at the place that it came from; what was picked twice gets both.</summary>
    public static Value GatherTranspose(Primal n, Value dy)
    {
        var axis = n.Axis("axis", 0, n.X.Rank);
        var behind = Enumerable.Range(axis + 1, n.X.Rank - axis - 1).Select(a => n.X.Info.Extent(a));
        // However many axes the indices have, they are one axis of the picked rows here. A 0 copies an extent.
        var rows = Reshape(dy, [.. new long[axis], -1, .. behind]);
        var places = Reshape(n.W, [.. Ones(axis), -1, .. Ones(n.X.Rank - axis - 1)]);
        return dy.Builder.Emit(
            "ScatterElements",
            [Zeros(Shape(n.X), dy.ElementType), Expand(places, Shape(rows)), rows],
            Attributes.None.With("axis", axis).With("reduction", "add")
        );

        static IEnumerable<long> Ones(int count) => Enumerable.Repeat(1L, count);
    }
}
