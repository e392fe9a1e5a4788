using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>RotaryEmbedding(x, cos, sin, positions) → pairs of elements turned by an angle that grows with the position.</summary>
internal static class RotaryEmbedding
{
    public static void Lower(Composite n) => Lower(n, n.Input(1), n.Input(2), n.Optional(3));

    /// <summary>The form of com.microsoft, where the positions come second; one of them counts for the first token of all examples.</summary>
    public static void LowerContrib(Composite n)
    {
        if (n.Attributes.Float("scale", 1) is not 1 || n.Attributes.Int("is_packed_batching") != 0)
            throw n.Refused("scales or packs its examples, which is not supported");
        var positions = n.Input(1);
        if (positions.Rank == 1)
        {
            var length = (int)n.Extent(0, -2, "the length of the sequence");
            var places = Enumerable.Range(0, length).Select(i => (long)i);
            positions = Unsqueeze(positions + n.Builder.Longs([.. places]), 0);
        }
        Lower(n, n.Input(2), n.Input(3), positions);
    }

    private static void Lower(Composite n, Value cos, Value sin, Value? positions)
    {
        var byHead = n.X.Rank == 4;
        var width = n.Extent(0, -1, "the width");
        var heads = byHead ? n.Extent(0, 1, "the number of heads") : n.Attributes.Int("num_heads");
        if (!byHead && heads == 0)
            heads = width / (2 * Half(n, n.Node.Domain.Length == 0 ? 1 : 2));
        var size = byHead ? width : width / heads;
        var turned = n.Attributes.Int("rotary_embedding_dim") is not 0 and var stated ? stated : size;
        // [N, S, heads, size], so that one angle per position serves every head.
        var x = byHead ? Transpose(n.X, 0, 2, 1, 3) : Reshape(n.X, 0, 0, heads, size);
        var parts = n.Split(x, 3, turned == size ? [size] : [turned, size - turned]);
        var rotated = Rotated(n, parts[0], Angles(cos, positions), Angles(sin, positions), turned);
        var y = turned == size ? rotated : Concat([rotated, parts[1]], 3);
        n.Define(0, byHead ? Transpose(y, 0, 2, 1, 3) : Reshape(y, 0, 0, width));
    }

    private static long Half(Composite n, int table) => n.Extent(table, -1, "the number of angles");

    /// <summary>[N, S, 1, half].</summary>
    private static Value Angles(Value table, Value? positions) =>
        Unsqueeze(positions is { } places ? Gather(table, places, 0) : table, 2);

    /// <summary>(cos·a − sin·b, sin·a + cos·b) for the pairs (a, b), which lie side by side or half a width apart.</summary>
    private static Value Rotated(Composite n, Value x, Value cos, Value sin, long width)
    {
        var interleaved = n.Attributes.Int("interleaved") != 0;
        var half = width / 2;
        if (!interleaved)
        {
            var halves = n.Split(x, 3, half, half);
            return Concat(Turned(halves[0], halves[1]), 3);
        }
        // The pairs become an axis of their own.
        var pairs = n.Split(Unfolded(x, half), 4, 1, 1);
        var turned = Turned(Squeeze(pairs[0], 4), Squeeze(pairs[1], 4));
        var stacked = Concat([Unsqueeze(turned[0], 4), Unsqueeze(turned[1], 4)], 4);
        return Reshape(stacked, 0, 0, 0, width);

        Value[] Turned(Value a, Value b) => [cos * a - sin * b, sin * a + cos * b];
    }

    private static Value Unfolded(Value x, long half) => Reshape(x, 0, 0, 0, half, 2);
}
