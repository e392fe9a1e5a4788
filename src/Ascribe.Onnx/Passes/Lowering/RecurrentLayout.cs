using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>LSTM, GRU, RNN with the batch in front (layout 1) → Transpose, the same with time in front, Transpose.</summary>
/// <remarks>ONNX Runtime's kernels know layout 0 only.</remarks>
public static class RecurrentLayout
{
    /// <summary>The graph with time in front of every recurrent node.</summary>
    public static Graph TimeFirst(Graph graph) =>
        graph.Nodes.Any(IsBatchFirst) ? Rewrite.Nodes(graph, (builder, node) => Replace(graph, builder, node)) : graph;

    private static bool IsBatchFirst(Node node) =>
        node is { Op: "LSTM" or "GRU" or "RNN", Domain: "" } && node.Attributes.Int("layout") != 0;

    private static bool Replace(Graph graph, GraphBuilder builder, Node node)
    {
        if (!IsBatchFirst(node))
            return false;
        var n = new Composite(node, builder, graph.Info);
        Value?[] inputs =
        [
            .. Enumerable
                .Range(0, node.Inputs.Length)
                .Select(i => i is 0 or 5 or 6 && n.Optional(i) is { } x ? Transpose(x, 1, 0, 2) : n.Optional(i)),
        ];
        var outputs = builder.Emit(node.Op, inputs, node.Outputs.Length, node.Attributes.Without("layout"));
        n.Define(0, Transpose(outputs[0], 2, 0, 1, 3));
        for (var i = 1; i < outputs.Length; i++)
            n.Define(i, Transpose(outputs[i], 1, 0, 2));
        return true;
    }
}
