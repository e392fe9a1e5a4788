namespace Ascribe.Onnx.Passes;

/// <summary>A node whose values no output depends on → nothing. Unused constants go too; inputs stay.</summary>
public static class DeadNodes
{
    /// <summary>The graph without them.</summary>
    public static Graph Remove(Graph graph)
    {
        var needed = graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        var kept = new List<Node>(graph.Nodes.Length);
        foreach (var node in graph.Nodes.Reverse())
        {
            if (!node.Outputs.Any(needed.Contains))
                continue;
            needed.UnionWith(node.Reads);
            kept.Add(node);
        }
        kept.Reverse();
        var made = kept.SelectMany(n => n.Outputs)
            .Concat(graph.Inputs.Select(i => i.Name))
            .ToHashSet(StringComparer.Ordinal);
        return graph with
        {
            Nodes = [.. kept],
            Constants = graph.Constants.RemoveRange(graph.Constants.Keys.Where(name => !needed.Contains(name))),
            Values = graph.Values.RemoveRange(graph.Values.Keys.Where(name => !made.Contains(name))),
        };
    }
}
