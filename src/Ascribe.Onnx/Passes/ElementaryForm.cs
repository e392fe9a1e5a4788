using System.Collections.Frozen;
using Ascribe.Onnx.Passes.Lowering;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes;

/// <summary>
/// Operators that relate many numbers to each other → the sums, products and functions of one number that they are made of:
/// normalizations, lengths, pools by powers. DeepLIFT's multipliers are stated for those.
/// </summary>
/// <remarks>
/// Maxima and Softmax stay: they have rules of their own. What a value is without being 0 everywhere stays defined where it is.
/// </remarks>
public static class ElementaryForm
{
    private static readonly FrozenDictionary<string, Action<Composite>> Table = new Dictionary<
        string,
        Action<Composite>
    >(StringComparer.Ordinal)
    {
        ["GlobalLpPool"] = PowerPool,
        ["InstanceNormalization"] = InstanceNormalization,
        ["LayerNormalization"] = LayerNormalization,
        ["LpNormalization"] = LengthNormalization,
        ["LpPool"] = PowerPool,
        ["LRN"] = LocalResponse,
        ["MeanVarianceNormalization"] = MeanVariance,
        ["ReduceL1"] = n => n.Define(0, Reduced(n, Abs(n.X))),
        ["ReduceL2"] = n => n.Define(0, Sqrt(Reduced(n, n.X * n.X))),
        ["ReduceLogSum"] = n => n.Define(0, Log(Reduced(n, n.X))),
        ["ReduceSumSquare"] = n => n.Define(0, Reduced(n, n.X * n.X)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether the graph holds any of them.</summary>
    public static bool Concerns(Graph graph) => graph.Nodes.Any(IsOne);

    /// <summary>The graph without them; the shapes of what is new are not known yet.</summary>
    /// <param name="graph">A canonical graph with known shapes.</param>
    public static Graph Of(Graph graph) =>
        Rewrite.Nodes(
            graph,
            (builder, node) =>
            {
                if (!IsOne(node))
                    return false;
                Table[node.Op](new Composite(node, builder, graph.Info));
                return true;
            }
        );

    private static bool IsOne(Node node) =>
        node.Domain.Length == 0
        && Table.ContainsKey(node.Op)
        // A sum of magnitudes, and powers that have no elementary form.
        && (node.Op is not ("LpPool" or "GlobalLpPool") || node.Attributes.Int("p", 2) is 1 or 2);

    private static Value Reduced(Composite n, Value x) => n.Builder.Emit("ReduceSum", [x, n.Optional(1)], n.Attributes);

    /// <summary>γ·(x − mean)/√(variance + ε) + β over the last axes.</summary>
    private static void LayerNormalization(Composite n)
    {
        var rank = n.X.Rank;
        var first = (int)n.Attributes.Int("axis", -1);
        first = first < 0 ? first + rank : first;
        long[] axes = [.. Enumerable.Range(first, rank - first).Select(a => (long)a)];
        var mean = ReduceMean(n.X, axes);
        var centered = n.X - mean;
        var deviation = Sqrt(ReduceMean(centered * centered, axes) + n.Attributes.Float("epsilon", 1e-5f));
        var scaled = centered / deviation * n.Input(1);
        n.Define(0, n.Optional(2) is { } shift ? scaled + shift : scaled);
        n.Define(1, mean);
        if (n.Gives(2))
            n.Define(2, 1 / deviation);
    }

    /// <summary>The same over the spatial axes, γ and β by channel.</summary>
    private static void InstanceNormalization(Composite n)
    {
        long[] axes = [.. Enumerable.Range(2, n.X.Rank - 2).Select(a => (long)a)];
        long[] channels = [1, -1, .. axes.Select(_ => 1L)];
        var centered = n.X - ReduceMean(n.X, axes);
        var deviation = Sqrt(ReduceMean(centered * centered, axes) + n.Attributes.Float("epsilon", 1e-5f));
        n.Define(0, centered / deviation * Reshape(n.Input(1), channels) + Reshape(n.Input(2), channels));
    }

    /// <summary>(x − mean)/(deviation + 10⁻⁹), as ONNX defines it.</summary>
    private static void MeanVariance(Composite n)
    {
        var stated = n.Attributes.Ints("axes");
        long[] axes = stated.IsDefault ? [0, 2, 3] : [.. stated];
        var centered = n.X - ReduceMean(n.X, axes);
        n.Define(0, centered / (Sqrt(ReduceMean(centered * centered, axes)) + 1e-9));
    }

    /// <summary>x/‖x‖ along an axis, 0 where all are 0.</summary>
    private static void LengthNormalization(Composite n)
    {
        var axis = n.Attributes.Int("axis", -1);
        var isEuclidean = n.Attributes.Int("p", 2) == 2;
        var sum = ReduceSum(isEuclidean ? n.X * n.X : Abs(n.X), [axis]);
        var length = isEuclidean ? Sqrt(sum) : sum;
        n.Define(0, n.X / Where(Equal(length, length.Like(0)), length.Like(1), length));
    }

    /// <summary>x·s^−β with s = bias + α/size·Σ x² over neighboring channels, which a convolution of one tap sums.</summary>
    private static void LocalResponse(Composite n)
    {
        var channels = (int)n.Extent(0, 1, "the number of channels");
        var size = n.Attributes.Int("size");
        var share = (double)n.Attributes.Float("alpha", 1e-4f) / size;
        var near =
            from to in Enumerable.Range(0, channels)
            from source in Enumerable.Range(0, channels)
            select source >= to - (size - 1) / 2 && source <= to + size / 2 ? share : 0;
        long[] taps = [channels, channels, .. Enumerable.Repeat(1L, n.X.Rank - 2)];
        var weights = n.Builder.Constant(Tensor.Of(near.ToArray(), taps).To(n.X.ElementType), hint: "neighbors");
        var bias = Tensor.Filled(n.X.ElementType, [channels], n.Attributes.Float("bias", 1));
        var sum = n.Builder.Emit("Conv", [n.X * n.X, weights, n.Builder.Constant(bias, hint: "neighbors_bias")]);
        n.Define(0, n.X * Binary("Pow", sum, sum.Like(-n.Attributes.Float("beta", 0.75f))));
    }

    /// <summary>p = 1: the sum of |x|. p = 2: the root of the sum of x².</summary>
    private static void PowerPool(Composite n)
    {
        var sum = n.Attributes.With("p", 1);
        if (n.Attributes.Int("p", 2) == 1)
            n.Define(0, Unary(n.Node.Op, Abs(n.X), sum));
        else
            n.Define(0, Sqrt(Unary(n.Node.Op, n.X * n.X, sum)));
    }
}
