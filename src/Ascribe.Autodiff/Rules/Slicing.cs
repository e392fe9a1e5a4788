using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Zeros come back wherever a slice took nothing.</summary>
/// <param name="N">The Slice.</param>
internal sealed record Slicing(Primal N)
{
    /// <summary>
    /// Padding where it is known how much, one Pad for all axes; along an axis that is cut where the graph says, or whose
    /// extent is free, the elements are added back at places that are sliced the same way.
    /// </summary>
    public static Value Transpose(Primal n, Value dy) => new Slicing(n).Transpose(dy);

    private Value Transpose(Value dy)
    {
        var dims = N.Y.Info.Shape!.Value;
        if (dims.Any(d => d.Extent == 0))
            return Zeros(Shape(N.X), dy.ElementType);
        var rank = N.X.Rank;
        Extent[] extents = [.. Extent.Of(N.Y, ..)];
        var pads = new long[2 * rank];
        var count = N.W.Info.Extent(0);
        var axes = N.OptionalInput(3) is null ? null : N.ConstantLongs(3);
        for (var i = 0; i < count; i++)
        {
            var axis = (int)(axes?[i] ?? i);
            axis = axis < 0 ? axis + rank : axis;
            if (Stated(4, i, otherwise: 1) == 1 && IsWhole(axis))
                continue;
            dy =
                Stated(1, i) is { } start
                && Stated(4, i, otherwise: 1) is { } step
                && extents[axis].Number is not null
                && N.X.Info.Shape!.Value[axis].IsFixed
                    ? Apart(dy, axis, start, step, extents, pads)
                    : AddedBack(dy, axis, i, extents);
        }
        return pads.All(p => p == 0) ? dy : Pad(dy, pads);
    }

    /// <summary>Whether a slice of step 1 takes everything along an axis, as it does where a free extent is left as it is.</summary>
    private bool IsWhole(int axis)
    {
        var (x, y) = (N.X.Info.Shape!.Value[axis], N.Y.Info.Shape!.Value[axis]);
        return x == y && (x.IsFixed || x.Symbol is not null);
    }

    /// <summary>An entry of an input of integers; null where it is computed.</summary>
    private long? Stated(int input, int index, long? otherwise = null) =>
        N.OptionalInput(input) is { } value ? value.Content?.ToLongs()[index] : otherwise;

    /// <summary>The elements in ascending order, as far apart as they were; what is missing before and behind goes to the pads.</summary>
    private Value Apart(Value dy, int axis, long start, long step, Extent[] extents, long[] pads)
    {
        var (extent, count) = (N.X.Info.Extent(axis), N.Y.Info.Extent(axis));
        var first = Math.Clamp(start < 0 ? start + extent : start, 0, step < 0 ? extent - 1 : extent);
        if (step < 0)
        {
            dy = Reversed(dy, axis);
            first += (count - 1) * step;
            step = -step;
        }
        dy = step == 1 ? dy : Spread(dy, axis, step, extents);
        pads[axis] = first;
        pads[axis + extents.Length] = extent - first - count * step;
        return dy;
    }

    private Value AddedBack(Value dy, int axis, int index, Extent[] extents)
    {
        var b = dy.Builder;
        // What was learnt of an extent that the graph computes need not hold for every input.
        extents[axis] = Extent.Of(N.X, axis);
        var places = b.Emit(
            "Slice",
            [extents[axis].Places(b), Entry(1, index), Entry(2, index), b.Longs(0), Entry(4, index)]
        );
        return Picking.AddedBack(dy, places, axis, extents);
    }

    /// <summary>One entry of an input of integers, as a vector.</summary>
    private Value? Entry(int input, int index) =>
        N.OptionalInput(input) is { } value ? Cast(Slice(value, [index], [index + 1], [0]), ElementType.Int64) : null;

    private static Value Reversed(Value x, int axis)
    {
        var b = x.Builder;
        return b.Emit("Slice", [x, b.Longs(-1), b.Longs(long.MinValue), b.Longs(axis), b.Longs(-1)]);
    }

    /// <summary>step − 1 zeros behind every element along an axis, whose extent grows accordingly.</summary>
    private static Value Spread(Value x, int axis, long step, Extent[] extents)
    {
        var apart = Unsqueeze(x, axis + 1);
        var pads = new long[2 * (extents.Length + 1)];
        pads[extents.Length + 1 + axis + 1] = step - 1;
        extents[axis] = extents[axis].Number!.Value * step;
        return Extent.Reshape(Pad(apart, pads), extents);
    }
}
