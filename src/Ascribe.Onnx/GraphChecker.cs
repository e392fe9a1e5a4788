using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>Whether a graph is one: every value has one maker, is made before it is read, and every name is known.</summary>
public static class GraphChecker
{
    /// <summary>The graph with its nodes in an order in which they can run.</summary>
    /// <exception cref="ModelException">
    /// A value is made twice, read but never made, or made from itself; an output is missing; or a loop would not end. The
    /// message names the node.
    /// </exception>
    public static Graph Checked(Graph graph) => Checked(graph, ImmutableHashSet<string>.Empty);

    private static Graph Checked(Graph graph, ImmutableHashSet<string> outer)
    {
        var makers = Makers(graph);
        var known = outer.Union(graph.Inputs.Select(i => i.Name)).Union(graph.Constants.Keys);
        foreach (var node in graph.Nodes)
        foreach (var name in node.Reads)
        {
            if (!known.Contains(name) && !makers.ContainsKey(name))
                throw new ModelException($"{node} reads '{name}', which is no input, no constant and made by no node.");
        }
        foreach (var output in graph.Outputs.Where(o => !known.Contains(o.Name) && !makers.ContainsKey(o.Name)))
            throw new ModelException($"the output '{output.Name}' is made by no node.");
        var sorted = Sorted(graph, makers);
        var visible = sorted.Any(n => n.Subgraphs.Any()) ? known.Union(makers.Keys) : known;
        var whole = graph with { Nodes = [.. sorted.Select(n => WithCheckedSubgraphs(n, visible))] };
        FatalPatterns.Refuse(whole);
        return whole;
    }

    private static Dictionary<string, Node> Makers(Graph graph)
    {
        var twice = graph.Inputs.GroupBy(i => i.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ModelException($"the input '{twice.Key}' is declared twice.");
        if (graph.Nodes.FirstOrDefault(n => n.Op.Length == 0 || n.Outputs.All(o => o.Length == 0)) is { } idle)
            throw new ModelException($"{idle} names no operator or makes nothing.");
        var given = graph.Constants.Keys.Concat(graph.Inputs.Select(i => i.Name)).ToHashSet(StringComparer.Ordinal);
        var makers = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        foreach (var output in node.Outputs.Where(o => o.Length > 0))
        {
            if (given.Contains(output))
                throw new ModelException($"{node} makes '{output}', which is already an input or a constant.");
            if (!makers.TryAdd(output, node))
                throw new ModelException($"{node} makes '{output}', which {makers[output]} makes too.");
        }
        return makers;
    }

    /// <summary>Depth first with an explicit stack, so that a deep graph cannot overflow the call stack.</summary>
    private static List<Node> Sorted(Graph graph, Dictionary<string, Node> makers)
    {
        var done = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var open = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var sorted = new List<Node>(graph.Nodes.Length);
        foreach (var root in graph.Nodes)
        {
            var stack = new Stack<(Node Node, bool Leaving)>([(root, false)]);
            while (stack.TryPop(out var top))
            {
                if (top.Leaving)
                {
                    open.Remove(top.Node);
                    if (done.Add(top.Node))
                        sorted.Add(top.Node);
                    continue;
                }
                if (done.Contains(top.Node))
                    continue;
                if (!open.Add(top.Node))
                    throw new ModelException($"{top.Node} is part of a cycle: what it reads depends on what it makes.");
                stack.Push((top.Node, true));
                foreach (var name in top.Node.Reads)
                {
                    if (!makers.TryGetValue(name, out var maker) || done.Contains(maker))
                        continue;
                    if (open.Contains(maker))
                        throw new ModelException(
                            $"{maker} is part of a cycle: what it reads depends on what it makes."
                        );
                    stack.Push((maker, false));
                }
            }
        }
        return sorted;
    }

    private static Node WithCheckedSubgraphs(Node node, ImmutableHashSet<string> known)
    {
        var attributes = node.Attributes;
        foreach (var (name, value) in node.Attributes.Settings)
        {
            if (value is Graph subgraph)
                attributes = attributes.With(name, Checked(subgraph, known));
        }
        return ReferenceEquals(attributes, node.Attributes) ? node : node with { Attributes = attributes };
    }
}
