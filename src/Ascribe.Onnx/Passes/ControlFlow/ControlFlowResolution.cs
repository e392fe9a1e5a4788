namespace Ascribe.Onnx.Passes.ControlFlow;

/// <summary>Branches, loops and sequences that are decided by constants → plain nodes.</summary>
public static class ControlFlowResolution
{
    /// <summary>Whether a graph has anything to resolve.</summary>
    public static bool Concerns(Graph graph) =>
        graph.Nodes.Any(n =>
            n.Domain.Length == 0
            && (
                n.Op is "If" or "Loop" or "Scan" or "SplitToSequence"
                || n.Op.StartsWith("Sequence", StringComparison.Ordinal)
            )
        );

    /// <summary>The graph with all resolved that can be, one level deep.</summary>
    /// <param name="graph">A graph with constants folded.</param>
    /// <exception cref="ModelException">A loop goes too many rounds.</exception>
    public static Graph Resolve(Graph graph)
    {
        var sequences = new Sequences();
        return Rewrite.Nodes(
            graph,
            (builder, node) =>
                Branches.Resolve(builder, node)
                || Loops.UnrollLoop(builder, node)
                || Loops.UnrollScan(builder, graph, node)
                || sequences.Resolve(builder, graph, node)
        );
    }
}
