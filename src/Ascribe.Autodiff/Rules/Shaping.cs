using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Rules;

/// <summary>Rules of operators that move elements without mixing them.</summary>
internal static class Shaping
{
    public static Value ReshapeTranspose(Primal n, Value dy) => ReshapeLike(dy, n.X);

    /// <summary>The shape of <paramref name="like"/>: as constants where at most one extent is free.</summary>
    public static Value ReshapeLike(Value x, Value like) =>
        like.Info.Shape is { } dims && dims.Count(d => !d.IsFixed) <= 1 && dims.All(d => d.Extent != 0)
            ? Reshape(x, [.. dims.Select(d => d.Extent ?? -1)])
            : Reshape(x, Shape(like));

    public static Value TransposeTranspose(Primal n, Value dy)
    {
        var order = n.Attributes.Ints("perm");
        if (order.IsDefault)
            return Unary("Transpose", dy);
        var back = new long[order.Length];
        for (var axis = 0; axis < back.Length; axis++)
            back[order[axis]] = axis;
        return Transpose(dy, back);
    }

    /// <summary>Every axis taken apart into copies and places; the copies are summed.</summary>
    public static Value TileTranspose(Primal n, Value dy)
    {
        var b = dy.Builder;
        var rank = n.X.Rank;
        long[] copies = [.. Enumerable.Range(0, rank).Select(axis => 2L * axis)];
        if (n.W.Content is { } repeats)
        {
            var counts = repeats.ToLongs();
            var repeated = Enumerable.Range(0, rank).Where(axis => counts[axis] != 1).ToArray();
            var apart = Enumerable
                .Range(0, rank)
                .SelectMany(axis =>
                    counts[axis] == 1 ? [Extent.Of(n.X, axis)] : new[] { counts[axis], Extent.Of(n.X, axis) }
                );
            copies = [.. repeated.Select((axis, before) => (long)(axis + before))];
            return copies.Length == 0 ? dy : ReduceSum(Extent.Reshape(dy, [.. apart]), copies, keepDims: false);
        }
        var pairs = Concat([Unsqueeze(n.W, 1), Unsqueeze(Shape(n.X), 1)], 1);
        return ReduceSum(Reshape(dy, Reshape(pairs, -1)), copies, keepDims: false);
    }

    /// <summary>Padding with the opposite sign crops, and the other way round.</summary>
    public static Value PadTranspose(Primal n, Value dy)
    {
        if (n.Attributes.Text("mode", "constant") is not "constant" and var mode)
            throw new NotDifferentiableException(
                $"{n.Node} pads in the mode '{mode}', for which no backward rule is known."
            );
        var pads = n.ConstantLongs(1);
        if (n.OptionalInput(3) is null)
            return Pad(dy, [.. pads.Select(p => -p)]);
        var rank = n.X.Rank;
        var all = new long[2 * rank];
        foreach (var (axis, i) in n.ConstantLongs(3).Select((axis, i) => (axis < 0 ? axis + rank : axis, i)))
            (all[axis], all[axis + rank]) = (-pads[i], -pads[i + pads.Length / 2]);
        return Pad(dy, all);
    }

    /// <summary>Zeros come back wherever the slice took nothing.</summary>
    public static Value SliceTranspose(Primal n, Value dy)
    {
        var rank = n.X.Rank;
        var starts = n.ConstantLongs(1);
        var steps = n.OptionalInput(4) is null ? [.. starts.Select(_ => 1L)] : n.ConstantLongs(4);
        var axes = n.OptionalInput(3) is null ? [.. starts.Select((_, i) => (long)i)] : n.ConstantLongs(3);
        var pads = new long[2 * rank];
        var dims = n.Y.Info.Shape!.Value.Select(d => d.Extent ?? -1).ToArray();
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = (int)(axes[i] < 0 ? axes[i] + rank : axes[i]);
            var (extent, count) = (n.X.Info.Extent(axis), n.Y.Info.Extent(axis));
            var first = SliceStart(starts[i], extent, steps[i]);
            if (steps[i] < 0)
            {
                dy = Reversed(dy, axis);
                first += (count - 1) * steps[i];
            }
            var step = Math.Abs(steps[i]);
            dy = step == 1 ? dy : Spread(dy, axis, step, dims);
            pads[axis] = first;
            pads[axis + rank] = extent - first - count * step;
        }
        return pads.All(p => p == 0) ? dy : Pad(dy, pads);
    }

    private static long SliceStart(long start, long extent, long step)
    {
        var from = start < 0 ? start + extent : start;
        return Math.Clamp(from, 0, step < 0 ? extent - 1 : extent);
    }

    private static Value Reversed(Value x, int axis)
    {
        var b = x.Builder;
        return b.Emit("Slice", [x, b.Longs(-1), b.Longs(long.MinValue), b.Longs(axis), b.Longs(-1)]);
    }

    /// <summary>step − 1 zeros behind every element along an axis, whose entry in <paramref name="dims"/> grows accordingly.</summary>
    private static Value Spread(Value x, int axis, long step, long[] dims)
    {
        var apart = Unsqueeze(x, axis + 1);
        var pads = new long[2 * (dims.Length + 1)];
        pads[dims.Length + 1 + axis + 1] = step - 1;
        dims[axis] *= step;
        return Reshape(Pad(apart, pads), dims);
    }
}
