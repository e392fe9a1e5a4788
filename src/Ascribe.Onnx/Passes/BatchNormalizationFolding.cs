using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes;

/// <summary>
/// BatchNormalization(Conv(x, W, b)) → Conv(x, W′, b′) where nothing else reads the convolution; any other
/// BatchNormalization with constant statistics → x·scale + shift; one whose statistics are computed → (x − mean)·γ/√(variance + ε) + β.
/// </summary>
public static class BatchNormalizationFolding
{
    /// <summary>The graph without BatchNormalization.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="keep">Values that must survive under their name: layers that somebody wants to look at.</param>
    /// <exception cref="ModelException">
    /// The rank of what it reads is not known, or its statistics are not of one length.
    /// </exception>
    public static Graph Fold(Graph graph, ImmutableHashSet<string> keep)
    {
        var producers = graph.Producers();
        var readings = graph.Readings();
        var swallowed = new HashSet<string>(StringComparer.Ordinal);
        var folded = Rewrite.Nodes(graph, Replace);
        return DeadNodes.Remove(folded);

        bool Replace(GraphBuilder builder, Node node)
        {
            if (node is not { Op: "BatchNormalization", Domain: "" })
                return false;
            if (node.Attributes.Int("training_mode") != 0)
            {
                LowerTraining(builder, node, RankOfX(graph, node));
                return true;
            }
            if (Enumerable.Range(1, 4).Any(i => !graph.Constants.ContainsKey(node.Required(i))))
            {
                LowerComputed(builder, node, RankOfX(graph, node));
                return true;
            }
            var affine = Affine.Of(graph, node);
            if (producers.GetValueOrDefault(node.Required(0)) is { Op: "Conv", Domain: "" } conv && CanSwallow(conv))
                FoldInto(builder, graph, conv, node, affine);
            else
                Lower(builder, node, affine, RankOfX(graph, node));
            return true;
        }

        bool CanSwallow(Node conv) =>
            readings[conv.Output] == 1
            && !keep.Contains(conv.Output)
            && graph.Constants.ContainsKey(conv.Required(1))
            && (conv.Input(2) is not { } bias || graph.Constants.ContainsKey(bias));
    }

    private static void FoldInto(GraphBuilder builder, Graph graph, Node conv, Node node, Affine affine)
    {
        var weight = graph.Constants[conv.Required(1)];
        var bias = conv.Input(2) is { } name ? graph.Constants[name].ToDoubles() : new double[affine.Scale.Length];
        if (weight.Rank == 0 || weight.Shape[0] != affine.Scale.Length || bias.Length != affine.Scale.Length)
            throw new ModelException($"{node} normalizes {affine.Scale.Length} channels, but {conv} has others.");
        var row = weight.Length / affine.Scale.Length;
        var weights = weight.ToDoubles();
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= affine.Scale[i / row];
        var shift = affine.Shift.Zip(affine.Scale, bias).Select(t => t.First + t.Second * t.Third).ToArray();
        builder.Define(
            node,
            "Conv",
            [
                builder[conv.Required(0)],
                builder.Constant(
                    Tensor.Of(weights, weight.Shape.AsSpan()).To(weight.ElementType),
                    hint: $"{conv.Required(1)}.folded"
                ),
                builder.Constant(Tensor.Vector(shift).To(weight.ElementType), hint: $"{node.Output}.bias"),
            ],
            conv.Attributes
        );
    }

    private static int RankOfX(Graph graph, Node node) =>
        graph.Info(node.Required(0))?.Shape?.Length
        ?? throw new ModelException(
            $"the rank of '{node.Required(0)}', which {node} reads, is not known; learn the shapes first."
        );

    /// <summary>In training mode, mean and variance are those of the examples that are given; running ones are kept beside.</summary>
    private static void LowerTraining(GraphBuilder builder, Node node, int rank)
    {
        long[] axes = [0, .. Enumerable.Range(2, Math.Max(0, rank - 2)).Select(a => (long)a)];
        var x = builder[node.Required(0)];
        var centred = x - Op.ReduceMean(x, axes);
        var variance = Op.ReduceMean(centred * centred, axes);
        var standardized = centred / Op.Sqrt(variance + node.Attributes.Float("epsilon", 1e-5f));
        builder.Alias(node.Output, standardized * Channels(1) + Channels(2));
        Keep(1, Op.ReduceMean(x, axes, keepDims: false));
        Keep(2, Op.Reshape(variance, -1));

        Value Channels(int input) =>
            Op.Reshape(builder[node.Required(input)], [-1, .. Enumerable.Repeat(1L, Math.Max(0, rank - 2))]);

        void Keep(int output, Value now)
        {
            var momentum = node.Attributes.Float("momentum", 0.9f);
            if (output < node.Outputs.Length)
                builder.Alias(
                    node.Outputs[output],
                    builder[node.Required(output + 2)] * momentum + now * (1 - momentum)
                );
        }
    }

    private static void LowerComputed(GraphBuilder builder, Node node, int rank)
    {
        long[] shape = [-1, .. Enumerable.Repeat(1L, Math.Max(0, rank - 2))];
        var deviation = Op.Sqrt(Channels(4) + node.Attributes.Float("epsilon", 1e-5f));
        var scaled = (builder[node.Required(0)] - Channels(3)) * (Channels(1) / deviation);
        builder.Define(node, "Add", [scaled, Channels(2)]);

        Value Channels(int input) => Op.Reshape(builder[node.Required(input)], shape);
    }

    private static void Lower(GraphBuilder builder, Node node, Affine affine, int rank)
    {
        // Channels lie on axis 1; trailing axes of extent 1 make the vector broadcast along it.
        var shape = Enumerable.Repeat(1L, Math.Max(1, rank - 1)).ToArray();
        shape[0] = affine.Scale.Length;
        var x = builder[node.Required(0)];
        var type = affine.ElementType;
        var scaled = x * builder.Constant(Tensor.Of(affine.Scale, shape).To(type), hint: $"{node.Output}.scale");
        builder.Define(
            node,
            "Add",
            [scaled, builder.Constant(Tensor.Of(affine.Shift, shape).To(type), hint: $"{node.Output}.shift")]
        );
    }

    /// <summary>What the normalization does to each channel: y = scale·x + shift.</summary>
    private sealed record Affine(double[] Scale, double[] Shift, ElementType ElementType)
    {
        public static Affine Of(Graph graph, Node node)
        {
            var (gamma, beta, mean, variance) = (Read(1), Read(2), Read(3), Read(4));
            if (gamma.Length == 0 || new[] { beta, mean, variance }.Any(s => s.Length != gamma.Length))
                throw new ModelException(
                    $"{node} has scale, shift, mean and variance of {gamma.Length}, {beta.Length}, {mean.Length} and {variance.Length} channels."
                );
            var epsilon = node.Attributes.Float("epsilon", 1e-5f);
            var scale = gamma.Zip(variance, (g, v) => g / Math.Sqrt(v + epsilon)).ToArray();
            var shift = beta.Zip(mean, scale).Select(t => t.First - t.Second * t.Third).ToArray();
            return new Affine(scale, shift, graph.Constants[node.Required(1)].ElementType);

            double[] Read(int input) => graph.Constants[node.Required(input)].ToDoubles();
        }
    }
}
