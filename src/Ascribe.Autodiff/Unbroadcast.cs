using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>What was repeated on the way forward is summed on the way back.</summary>
internal static class Unbroadcast
{
    /// <summary>The adjoint in the shape of the input that it belongs to.</summary>
    public static Value Undo(Value adjoint, Broadcasting broadcasting, Primal primal, int input)
    {
        if (broadcasting == Broadcasting.None)
            return adjoint;
        var to = Known(primal.Input(input));
        var from = Known(primal.Y);
        if (broadcasting == Broadcasting.Leading)
            from = [.. from[..^MatrixAxes(primal)], .. to[^Math.Min(2, to.Length)..]];
        return Sum(adjoint, from, to);
    }

    /// <summary>How many axes of a matrix product are not of the stack: a vector drops the axis that it lacks.</summary>
    private static int MatrixAxes(Primal primal) => Math.Min(2, primal.X.Rank) + Math.Min(2, primal.W.Rank) - 2;

    private static Value Sum(Value adjoint, Dim[] from, Dim[] to)
    {
        var extra = from.Length - to.Length;
        var stretched = Enumerable
            .Range(0, to.Length)
            .Where(axis => to[axis].Extent == 1 && from[axis + extra].Extent != 1);
        if (stretched.Select(axis => (long)(axis + extra)).ToArray() is { Length: > 0 } axes)
            adjoint = Op.ReduceSum(adjoint, axes);
        if (extra > 0)
            adjoint = Op.ReduceSum(
                adjoint,
                [.. Enumerable.Range(0, extra).Select(axis => (long)axis)],
                keepDims: false
            );
        return adjoint;
    }

    private static Dim[] Known(Value value) =>
        value.Info.Shape is { } shape
            ? [.. shape]
            : throw new ModelException(
                $"the shape of '{value.Name}' is not known; learn the shapes of the graph first."
            );
}
