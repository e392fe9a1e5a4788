using static Ascribe.Onnx.Op;
using static Ascribe.Onnx.Passes.Lowering.DotProductAttention;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Attention and MultiHeadAttention of com.microsoft.</summary>
internal static class ContribAttention
{
    /// <summary>Attention(x, w, b, mask, past, added) → one projection to queries, keys and values, and what follows.</summary>
    public static void Packed(Composite n)
    {
        RefuseNonzero(n, "do_rotary");
        RefuseNonzero(n, "past_present_share_buffer");
        var heads = n.Attributes.Int("num_heads");
        var widths = n.Attributes.Ints("qkv_hidden_sizes");
        var third = n.Extent(1, 1, "the width of the projections") / 3;
        long[] sizes = widths.IsDefault ? [third, third, third] : [.. widths];
        var projected = MatMul(n.X, n.Input(1));
        projected = n.Optional(2) is { } bias ? projected + bias : projected;
        var parts = n.Split(projected, 2, sizes);
        var (q, k, v) = (Split(0), Split(1), Split(2));
        var length = n.Extent(0, 1, "the length of the sequence");
        var past = 0L;
        if (n.Optional(4) is { } earlier)
        {
            past = n.Extent(4, 3, "the length of the past");
            k = Concat([Squeeze(Slice(earlier, [0], [1], [0]), 0), k], 2);
            v = Concat([Squeeze(Slice(earlier, [1], [2], [0]), 0), v], 2);
        }
        if (n.Gives(1))
            n.Define(1, Concat([Unsqueeze(k, 0), Unsqueeze(v, 0)], 0));
        var attention = new DotProductAttention(q, k, v, Scale(n, sizes[0] / heads));
        var scores = Biased(n, attention.Scores, new Sides(3, 5, length, past + length, past));
        n.Define(0, Joined(MatMul(Weights(scores), v), sizes[2]));

        Value Split(int i) => Heads(parts[i], heads, sizes[i] / heads);
    }

    /// <summary>MultiHeadAttention(q, k, v, b, mask, added, past) → the attention of three projections.</summary>
    public static void MultiHead(Composite n)
    {
        if (n.X.Rank != 3 || n.Optional(1) is not { } key || n.Optional(2) is not { } value)
            throw n.Refused("packs queries with keys or values, which is not supported; export them apart");
        var heads = n.Attributes.Int("num_heads");
        var (width, depth) = (n.Extent(0, 2, "the width of the queries"), ValueWidth(n, heads));
        var length = n.Extent(0, 1, "the length of the queries");
        var biases = n.Optional(3) is { } b ? n.Split(b, 0, width, width, depth) : [];
        var q = Heads(biases.IsEmpty ? n.X : n.X + biases[0], heads, width / heads);
        var k = key.Rank == 4 ? key : Heads(biases.IsEmpty ? key : key + biases[1], heads, width / heads);
        var v = value.Rank == 4 ? value : Heads(biases.IsEmpty ? value : value + biases[2], heads, depth / heads);
        var keys = n.Extent(1, key.Rank - 2, "the number of keys");
        var past = 0L;
        if (n.Optional(6) is { } earlier)
        {
            past = n.Extent(6, 2, "the length of the past");
            k = Concat([earlier, k], 2);
            v = Concat([n.Input(7), v], 2);
        }
        n.Define(1, k);
        n.Define(2, v);
        var attention = new DotProductAttention(q, k, v, Scale(n, width / heads));
        var scores = Biased(n, attention.Scores, new Sides(4, 5, length, past + keys, past));
        n.Define(0, Joined(MatMul(Weights(scores), v), depth));
        n.Define(3, scores);
    }

    private static long ValueWidth(Composite n, long heads) =>
        n.Input(2).Rank == 4
            ? heads * n.Extent(2, 3, "the width of the values")
            : n.Extent(2, 2, "the width of the values");

    private static double Scale(Composite n, long size) =>
        n.Attributes.Float("scale") is not 0 and var stated ? stated : 1 / Math.Sqrt(size);

    /// <summary>The scores with what the mask, the added bias and the order of time put on them.</summary>
    private static Value Biased(Composite n, Value scores, Sides sides)
    {
        var filler = n.Attributes.Float("mask_filter_value", -10000);
        if (n.Optional(sides.Mask) is { } mask)
            scores += Masked(n, mask, sides.Keys, filler);
        if (n.Optional(sides.Added) is { } added)
            scores += added;
        return n.Attributes.Int("unidirectional") != 0
            ? scores + Causal(n.Builder, sides.Queries, sides.Keys, sides.Past, Least)
            : scores;
    }

    /// <summary>What a mask adds to the scores: nothing where it lets through.</summary>
    private static Value Masked(Composite n, Value mask, long keys, float filler)
    {
        var open = mask.Rank switch
        {
            1 => Unsqueeze(Within(n, mask, keys), 1, 2),
            2 => Unsqueeze(mask > 0, 1, 2),
            3 => Unsqueeze(mask > 0, 1),
            _ => throw n.Refused($"has a mask of {mask.Rank} axes, which is not supported"),
        };
        return Where(open, n.X.Like(0), n.X.Like(filler));
    }

    /// <summary>Which keys lie before the end of their sequence, [N, T].</summary>
    private static Value Within(Composite n, Value ends, long keys)
    {
        var batch = n.X.Info.Shape!.Value[0];
        if (ends.Info.Shape!.Value[0] != batch)
            throw n.Refused("has a mask of ends and beginnings, which is not supported; give a mask by position");
        var places = n.Builder.Constant(Tensor.Vector([.. Enumerable.Range(0, (int)keys)]), hint: "places");
        return Unsqueeze(Cast(ends, ElementType.Int32), 1) > places;
    }

    private static void RefuseNonzero(Composite n, string setting)
    {
        if (n.Attributes.Int(setting) != 0)
            throw n.Refused($"sets {setting}, which is not supported");
    }

    /// <summary>Which inputs are mask and bias, and the extents of the scores.</summary>
    private sealed record Sides(int Mask, int Added, long Queries, long Keys, long Past);
}
