using System.Collections.Immutable;
using static Ascribe.Onnx.Op;
using static Ascribe.Onnx.Passes.Lowering.DotProductAttention;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>
/// GroupQueryAttention(q, k, v, past k, past v, lengths, total, cos, sin) of com.microsoft, over a whole prompt: causal, with
/// fewer heads of keys than of queries.
/// </summary>
internal static class GroupQueryAttention
{
    public static void Lower(Composite n)
    {
        RefuseOthers(n);
        var (heads, keyHeads) = (n.Attributes.Int("num_heads"), n.Attributes.Int("kv_num_heads"));
        var parts = Parts(n, heads, keyHeads);
        var length = n.Extent(0, 1, "the length of the sequence");
        var size = n.Extent(0, 2, "the width of the queries") / (n.Optional(1) is null ? heads + 2 * keyHeads : heads);
        var q = Turned(n, Heads(parts[0], heads, size), length);
        var k = Turned(n, Heads(parts[1], keyHeads, size), length);
        var v = Heads(parts[2], keyHeads, size);
        n.Define(1, k);
        n.Define(2, v);
        var scale = n.Attributes.Float("scale") is not 0 and var stated ? stated : 1 / Math.Sqrt(size);
        var values = Repeated(v);
        var scores = new DotProductAttention(q, Repeated(k), values, scale).Scores;
        if (n.Attributes.Float("softcap") is not 0 and var cap)
            scores = Tanh(scores / cap) * cap;
        var weights = Weights(scores + Causal(n.Builder, length, length, 0, Least));
        n.Define(0, Joined(MatMul(weights, values), heads * size));

        Value Repeated(Value x) => RepeatedHeads(x, keyHeads, heads, size);
    }

    private static void RefuseOthers(Composite n)
    {
        if (n.Optional(3) is not null && n.Extent(3, 2, "the length of the past") != 0)
            throw n.Refused(
                "reads keys of earlier tokens, which is not supported; give the whole text at once, with an empty past"
            );
        if (n.Attributes.Int("local_window_size", -1) >= 0 || n.Attributes.Int("smooth_softmax") > 0)
            throw n.Refused("looks at a window of keys, or smooths their weights, which is not supported");
        if (Enumerable.Range(9, Math.Max(0, n.Node.Inputs.Length - 9)).Any(i => n.Optional(i) is not null))
            throw n.Refused("reads positions, a bias or a sink, which is not supported");
    }

    /// <summary>Queries, keys and values, which may come side by side in the first input.</summary>
    private static ImmutableArray<Value> Parts(Composite n, long heads, long keyHeads)
    {
        if (n.Optional(1) is not null)
            return [n.X, n.Input(1), n.Input(2)];
        var size = n.Extent(0, 2, "the width of the projections") / (heads + 2 * keyHeads);
        return n.Split(n.X, 2, heads * size, keyHeads * size, keyHeads * size);
    }

    /// <summary>[N, heads, S, size], turned by the angles of its positions where the node says so.</summary>
    private static Value Turned(Composite n, Value x, long length)
    {
        if (n.Attributes.Int("do_rotary") == 0)
            return x;
        var b = n.Builder;
        var half = n.Extent(7, 1, "the number of angles");
        var (cos, sin) = (Angles(7), Angles(8));
        var interleaved = n.Attributes.Int("rotary_interleaved") != 0;
        // The two of each pair, picked by where they stand.
        var (first, second) = (Picked(0), Picked(1));
        var turned = new[] { cos * first - sin * second, sin * first + cos * second };
        var rest = Slice(x, [2 * half], [long.MaxValue], [3]);
        if (!interleaved)
            return Concat([.. turned, rest], 3);
        var pairs = Concat([.. turned.Select(t => Unsqueeze(t, 4))], 4);
        return Concat([Reshape(pairs, 0, 0, 0, 2 * half), rest], 3);

        Value Angles(int input) => Slice(n.Input(input), [0], [length], [0]);

        Value Picked(int which)
        {
            var places = Enumerable.Range(0, (int)half).Select(i => interleaved ? 2L * i + which : i + which * half);
            return Gather(x, b.Longs([.. places]), 3);
        }
    }
}
