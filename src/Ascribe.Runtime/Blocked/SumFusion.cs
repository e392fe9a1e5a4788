using Ascribe.Onnx;

namespace Ascribe.Runtime.Blocked;

/// <summary>A sum with what a convolution in blocks gives → the convolution adds it itself.</summary>
internal static class SumFusion
{
    private const int SumInput = 3;

    /// <summary>The graph with fewer sums.</summary>
    public static Graph Apply(Graph graph)
    {
        var makers = graph.Producers();
        var readings = graph.Readings();
        var gone = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var nodes = new List<Node>(graph.Nodes.Length);
        foreach (var node in graph.Nodes)
            nodes.Add(
                node is { QualifiedOp: "Add", Inputs: [var a, var b] }
                    ? Fused(node, a, b) ?? Fused(node, b, a) ?? node
                    : node
            );
        return graph with { Nodes = [.. nodes.Where(n => !gone.Contains(n))] };

        // The convolution moves to where the sum was, since the other term may be later than the convolution.
        Node? Fused(Node sum, string term, string other)
        {
            if (
                !makers.TryGetValue(term, out var conv)
                || conv.QualifiedOp != ReorderCancellation.Convolution
                || readings[term] != 1
                || term == other
                || conv.Input(SumInput) is not null
                || conv.Attributes.Has("activation")
                || !gone.Add(conv)
            )
                return null;
            return conv with
            {
                Inputs = [conv.Inputs[0], conv.Inputs[1], conv.Input(2) ?? "", other],
                Outputs = sum.Outputs,
            };
        }
    }
}
