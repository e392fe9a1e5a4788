using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that put something around a tensor, or take it off.</summary>
internal static class Padding
{
    public static Value? PadTranspose(Primal n, Value dy, int input) =>
        (n.Attributes.Text("mode", "constant"), input) switch
        {
            ("constant", 0) => dy.Builder.Emit("Pad", [dy, Opposite(n.W), null, n.OptionalInput(3)]),
            ("constant", 2) => NumberAdjoint(n, dy),
            (_, 0) => CopiesAdded(n, dy),
            _ => null,
        };

    /// <summary>Cropping and padding by the same amount take each other back.</summary>
    public static Value CenterCropPadTranspose(Primal n, Value dy)
    {
        var (rank, axes) = (n.X.Rank, n.Attributes.Ints("axes"));
        var shape = axes.IsDefault
            ? Extent.Of(n.X, ..)
            : axes.Select(axis => Extent.Of(n.X, (int)(axis < 0 ? axis + rank : axis)));
        return Binary("CenterCropPad", dy, Extent.Vector(dy.Builder, [.. shape]), n.Attributes);
    }

    /// <summary>Padding with the opposite sign crops, and the other way round.</summary>
    private static Value Opposite(Value pads) =>
        pads.Content is { } stated ? pads.Builder.Longs([.. stated.ToLongs().Select(p => -p)]) : -pads;

    /// <summary>The number that is put around gets what came back from wherever it stands.</summary>
    private static Value NumberAdjoint(Primal n, Value dy)
    {
        var around = dy.Builder.Emit("Pad", [Zeros(Shape(n.X), dy.ElementType), n.W, dy.Like(1), n.OptionalInput(3)]);
        return Shaping.ReshapeLike(ReduceSum(Reshape(dy * around, -1), [0]), n.Input(2));
    }

    /// <summary>
    /// The modes edge, reflect and wrap copy elements along one axis after the other. Padding the places the same way says
    /// where each copy came from, and there it is added back.
    /// </summary>
    private static Value CopiesAdded(Primal n, Value dy)
    {
        var b = dy.Builder;
        var rank = n.X.Rank;
        long[] axes = n.OptionalInput(3) is null
            ? [.. Enumerable.Range(0, rank).Select(a => (long)a)]
            : n.ConstantLongs(3);
        var mode = Attributes.None.With("mode", n.Attributes.Text("mode"));
        Extent[] extents = [.. Extent.Of(n.Y, ..)];
        for (var i = 0; i < axes.Length; i++)
        {
            if (n.W.Content?.ToLongs() is { } pads && pads[i] == 0 && pads[i + axes.Length] == 0)
                continue;
            var axis = (int)(axes[i] < 0 ? axes[i] + rank : axes[i]);
            extents[axis] = Extent.Of(n.X, axis);
            var places = b.Emit("Pad", [extents[axis].Places(b), Gather(n.W, b.Longs(i, i + axes.Length), 0)], mode);
            dy = Picking.AddedBack(dy, places, axis, extents);
        }
        return dy;
    }
}
