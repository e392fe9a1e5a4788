namespace Ascribe.Onnx.Passes;

/// <summary>The frame of every pass that replaces nodes one at a time.</summary>
public static class Rewrite
{
    /// <summary>
    /// The graph with each node either kept or replaced by what <paramref name="replace"/> wrote into the builder.
    /// </summary>
    /// <param name="graph">The graph.</param>
    /// <param name="replace">
    /// Returns false to keep the node; otherwise it has written nodes that make every output of the node under its old name.
    /// </param>
    public static Graph Nodes(Graph graph, Func<GraphBuilder, Node, bool> replace)
    {
        var builder = GraphBuilder.WithPortsOf(graph);
        foreach (var node in graph.Nodes)
        {
            if (!replace(builder, node))
                builder.Add(node, graph.Info);
        }
        var rewritten = builder.Build(graph.Name);
        return rewritten with
        {
            Outputs = graph.Outputs,
            Values = rewritten.Values.SetItems(graph.Values.Where(v => rewritten.Values.ContainsKey(v.Key))),
        };
    }

    /// <summary>The graph with each graph inside its nodes replaced. What those read from outside is declared while they are.</summary>
    public static Graph Subgraphs(Graph graph, Func<Graph, Graph> replace)
    {
        if (!graph.Nodes.Any(n => n.Subgraphs.Any()))
            return graph;
        return graph with { Nodes = [.. graph.Nodes.Select(n => n.Subgraphs.Any() ? Replaced(n) : n)] };

        Node Replaced(Node node) =>
            node
                .Attributes.Settings.Where(s => s.Value is Graph)
                .Aggregate(node, (n, s) => n with { Attributes = n.Attributes.With(s.Key, Inner((Graph)s.Value)) });

        Graph Inner(Graph inner)
        {
            var outer = inner
                .OuterReads.Distinct(StringComparer.Ordinal)
                .Select(name => graph.Info(name) ?? new ValueInfo(name, ElementType.Undefined));
            var open = inner with { Inputs = [.. inner.Inputs, .. outer] };
            return replace(open) with { Inputs = inner.Inputs };
        }
    }

    /// <summary>Gives a value a further name, under which a replaced node was known.</summary>
    public static void Alias(this GraphBuilder builder, string name, Value value)
    {
        if (name.Length > 0)
            builder.Add(
                new Node("Identity", [value.Name], [name], Attributes.None),
                _ => builder.Info(value.Name) with { Name = name }
            );
    }

    /// <summary>Writes the last node of a replacement: it makes what the replaced node made.</summary>
    public static void Define(
        this GraphBuilder builder,
        Node replaced,
        string op,
        ReadOnlySpan<Value?> arguments,
        Attributes? attributes = null
    ) =>
        builder.Add(
            new Node(
                op,
                [.. arguments.ToArray().Select(a => a?.Name ?? "")],
                replaced.Outputs[..1],
                attributes ?? Attributes.None,
                replaced.Name
            )
        );
}
