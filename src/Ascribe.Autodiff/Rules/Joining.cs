using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that join values or take them apart.</summary>
internal static class Joining
{
    /// <summary>Each input gets back its own stretch.</summary>
    public static Value? ConcatTranspose(Primal n, Value dy, int input)
    {
        var b = dy.Builder;
        var axis = n.Axis("axis", 0, n.Y.Rank);
        Extent[] extents = [.. Enumerable.Range(0, input + 1).Select(i => Extent.Of(n.Input(i), axis))];
        if (extents.All(e => e.Number is not null))
        {
            var start = extents[..input].Sum(e => e.Number!.Value);
            return Slice(dy, [start], [start + extents[input].Number!.Value], [axis]);
        }
        var before = extents[..input].Select(e => e.Vector(b)).Aggregate(b.Longs(0), (sum, e) => sum + e);
        return b.Emit("Slice", [dy, before, before + extents[input].Vector(b), b.Longs(axis)]);
    }

    /// <summary>The parts put together again; a part that nothing came back for counts as zeros.</summary>
    public static Value SplitTranspose(Primal n, Value dy)
    {
        var parts = n.Outputs.Zip(n.Adjoints, (y, adjoint) => adjoint ?? Zeros(Shape(y), y.ElementType));
        return Concat([.. parts], n.Axis("axis", 0, n.X.Rank));
    }
}
