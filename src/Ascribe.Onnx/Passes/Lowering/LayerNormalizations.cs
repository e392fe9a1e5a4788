using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Layer normalization together with what stands around it in transformers.</summary>
internal static class LayerNormalizations
{
    /// <summary>RMSNormalization, SimplifiedLayerNormalization(x, γ) → γ·x/√(mean x² + ε).</summary>
    public static void RootMeanSquare(Composite n)
    {
        var rank = n.X.Rank;
        var first = n.Attributes.Int("axis", -1);
        first = first < 0 ? first + rank : first;
        long[] axes = [.. Enumerable.Range((int)first, rank - (int)first).Select(a => (long)a)];
        var inverse = InverseRoot(n.X, axes, n.Attributes.Float("epsilon", 1e-5f));
        n.Define(0, n.X * inverse * n.Input(1));
        n.Define(1, inverse);
    }

    /// <summary>SkipLayerNormalization(x, skip, γ, β, b) → LayerNormalization(x + skip + b, γ, β), and that sum.</summary>
    public static void Skipping(Composite n)
    {
        var sum = Sum(n, bias: 4);
        n.Define(0, Normalized(n, sum, n.Input(2), n.Optional(3)));
        n.Define(3, sum);
        if (!n.Gives(1) && !n.Gives(2))
            return;
        var mean = ReduceMean(sum, [-1]);
        n.Define(1, mean);
        n.Define(2, InverseRoot(sum - mean, [-1], Epsilon(n)));
    }

    /// <summary>SkipSimplifiedLayerNormalization(x, skip, γ, b) → the root mean square form of the same.</summary>
    public static void SkippingRootMeanSquare(Composite n)
    {
        var sum = Sum(n, bias: 3);
        var inverse = InverseRoot(sum, [-1], Epsilon(n));
        n.Define(0, sum * inverse * n.Input(2));
        n.Define(2, inverse);
        n.Define(3, sum);
        if (n.Gives(1))
            n.Define(1, ReduceMean(sum, [-1]));
    }

    /// <summary>EmbedLayerNormalization → LayerNormalization of the sum of word, position and segment embeddings.</summary>
    public static void Embedding(Composite n)
    {
        var ids = n.X;
        var words = Gather(n.Input(2), ids, 0);
        var positions = n.Optional(8) is { } places
            ? Gather(n.Input(3), places, 0)
            : Slice(n.Input(3), [0], [n.Extent(0, 1, "the length of the sequence")], [0]);
        var sum = words + positions;
        if (n.Optional(1) is { } segments)
            sum += Gather(n.Input(4), segments, 0);
        n.Define(0, Normalized(n, sum, n.Input(5), n.Input(6)));
        // How many tokens of each sequence the mask lets through.
        if (n.Gives(1))
            n.Define(1, ReduceSum(n.Optional(7) ?? ids * ids.Like(0), [1], keepDims: false));
        n.Define(2, sum);
    }

    private static Value Sum(Composite n, int bias)
    {
        var sum = n.Optional(bias) is { } b ? n.X + b : n.X;
        return sum + n.Input(1);
    }

    private static Value Normalized(Composite n, Value x, Value gamma, Value? beta) =>
        n.Builder.Emit(
            "LayerNormalization",
            [x, gamma, beta],
            Attributes.None.With("axis", -1).With("epsilon", Epsilon(n))
        );

    private static float Epsilon(Composite n) => n.Attributes.Float("epsilon", 1e-12f);

    private static Value InverseRoot(Value x, long[] axes, float epsilon) =>
        1 / Sqrt(ReduceMean(x * x, axes) + epsilon);
}
