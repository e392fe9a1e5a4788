using static Ascribe.Onnx.Op;
using static Ascribe.Onnx.Passes.Lowering.DotProductAttention;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Attention of ai.onnx 23: queries, keys and values with or without an axis of heads, fewer heads of keys than of queries.</summary>
internal static class StandardAttention
{
    public static void Lower(Composite n)
    {
        if (n.Optional(6) is not null)
            throw n.Refused("reads lengths of its keys (nonpad_kv_seqlen), which is not supported; give a mask");
        var byHead = n.X.Rank == 4;
        var heads = byHead ? n.Extent(0, 1, "the number of heads") : n.Attributes.Int("q_num_heads");
        var keyHeads = byHead ? n.Extent(1, 1, "the number of heads of keys") : n.Attributes.Int("kv_num_heads");
        var sizes = Enumerable
            .Range(0, 3)
            .Select(i =>
                n.Extent(i, -1, "the width")
                / (
                    byHead ? 1
                    : i == 0 ? heads
                    : keyHeads
                )
            )
            .ToArray();
        var q = byHead ? n.X : Heads(n.X, heads, sizes[0]);
        var k = byHead ? n.Input(1) : Heads(n.Input(1), keyHeads, sizes[1]);
        var v = byHead ? n.Input(2) : Heads(n.Input(2), keyHeads, sizes[2]);
        var past = n.Optional(4) is null ? 0 : n.Extent(4, 2, "the length of the past");
        if (n.Optional(4) is { } earlier)
        {
            k = Concat([earlier, k], 2);
            v = Concat([n.Input(5), v], 2);
        }
        n.Define(1, k);
        n.Define(2, v);
        var scale = n.Attributes.Has("scale") ? n.Attributes.Float("scale") : 1 / Math.Sqrt(sizes[0]);
        var values = RepeatedHeads(v, keyHeads, heads, sizes[2]);
        var attention = new DotProductAttention(q, RepeatedHeads(k, keyHeads, heads, sizes[1]), values, scale);
        var weights = Weighted(n, attention.Scores, new Extents(byHead ? -2 : 1, past));
        var y = MatMul(weights, values);
        n.Define(0, byHead ? y : Joined(y, heads * sizes[2]));
    }

    /// <summary>The weights of the values; on the way the products are given out at the stage that is asked for.</summary>
    /// <remarks>ONNX Runtime caps the scores before it masks them.</remarks>
    private static Value Weighted(Composite n, Value scores, Extents extents)
    {
        var stage = n.Attributes.Int("qk_matmul_output_mode");
        if (stage == 0)
            n.Define(3, scores);
        var capped = n.Attributes.Float("softcap") is not 0 and var cap ? Tanh(scores / cap) * cap : scores;
        if (stage == CapStage)
            n.Define(3, capped);
        var biased = Biased(n, capped, extents);
        if (stage == SumStage)
            n.Define(3, biased);
        var weights = DotProductAttention.Weights(biased);
        if (stage == 3)
            n.Define(3, weights);
        return weights;
    }

    private const int CapStage = 1;
    private const int SumStage = 2;

    private static Value Biased(Composite n, Value scores, Extents extents)
    {
        if (n.Optional(3) is { } mask)
            scores += mask.ElementType == ElementType.Bool ? Where(mask, n.X.Like(0), n.X.Like(Least)) : mask;
        if (n.Attributes.Int("is_causal") == 0)
            return scores;
        var rows = n.Extent(0, extents.Axis, "the length of the queries");
        var columns = extents.Past + n.Extent(1, extents.Axis, "the number of keys");
        return scores + Causal(n.Builder, rows, columns, extents.Past, Least);
    }

    /// <summary>Which axis of queries and keys is the one of positions, and how many positions came before.</summary>
    private sealed record Extents(int Axis, long Past);
}
