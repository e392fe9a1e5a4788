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
            : Binary("Reshape", x, Shape(like), Attributes.None.With("allowzero", 1));

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
}
