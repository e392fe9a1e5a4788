using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that join values or take them apart.</summary>
internal static class Joining
{
    /// <summary>Each input gets back its own stretch.</summary>
    public static Value? ConcatTranspose(Primal n, Value dy, int input)
    {
        var axis = n.Axis("axis", 0, n.Y.Rank);
        var start = Enumerable.Range(0, input).Sum(i => n.Input(i).Info.Extent(axis));
        return Slice(dy, [start], [start + n.Input(input).Info.Extent(axis)], [axis]);
    }

    /// <summary>The parts put together again; a part that nothing came back for counts as zeros.</summary>
    public static Value SplitTranspose(Primal n, Value dy)
    {
        var parts = n.Outputs.Zip(n.Adjoints, (y, adjoint) => adjoint ?? Zeros(Shape(y), y.ElementType));
        return Concat([.. parts], n.Axis("axis", 0, n.X.Rank));
    }
}
