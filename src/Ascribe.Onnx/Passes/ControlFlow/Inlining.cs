using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes.ControlFlow;

/// <summary>The nodes of a graph inside a node, written into the graph around it.</summary>
/// <param name="Builder">The graph around it.</param>
/// <param name="Prefix">What the names of the values inside begin with.</param>
internal sealed record Inlining(GraphBuilder Builder, string Prefix)
{
    /// <summary>Writes the nodes and gives what the inner graph gives.</summary>
    /// <param name="inner">The inner graph.</param>
    /// <param name="arguments">A value for each of its inputs.</param>
    public ImmutableArray<Value> Write(Graph inner, IReadOnlyList<Value> arguments)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (input, argument) in inner.Inputs.Zip(arguments))
            names[input.Name] = argument.Name;
        foreach (var (name, tensor) in inner.Constants)
            names[name] = Builder.Constant(tensor, hint: $"{Prefix}/{name}").Name;
        foreach (var node in inner.Nodes)
        {
            foreach (var output in node.Outputs.Where(o => o.Length > 0))
                names[output] = Free($"{Prefix}/{output}");
            Builder.Add(
                Renamed(node, names),
                name =>
                    inner.Values.Values.FirstOrDefault(v => names.GetValueOrDefault(v.Name) == name) is { } info
                        ? info with
                        {
                            Name = name,
                            Shape = null,
                        }
                        : null
            );
        }
        return [.. inner.Outputs.Select(o => Builder[names.GetValueOrDefault(o.Name, o.Name)])];
    }

    private static Node Renamed(Node node, Dictionary<string, string> names) =>
        node with
        {
            Inputs = [.. node.Inputs.Select(n => names.GetValueOrDefault(n, n))],
            Outputs = [.. node.Outputs.Select(n => names.GetValueOrDefault(n, n))],
            Attributes = node
                .Attributes.Settings.Where(s => s.Value is Graph)
                .Aggregate(node.Attributes, (all, s) => all.With(s.Key, Renamed((Graph)s.Value, names))),
        };

    /// <summary>A graph inside a node inside: what it reads from outside is renamed, what it makes itself is not.</summary>
    private static Graph Renamed(Graph graph, Dictionary<string, string> names)
    {
        var outer = new Dictionary<string, string>(names, StringComparer.Ordinal);
        foreach (var name in graph.ValueNames)
            outer.Remove(name);
        return graph with
        {
            Nodes = [.. graph.Nodes.Select(n => Renamed(n, outer))],
            Outputs = [.. graph.Outputs.Select(o => o with { Name = outer.GetValueOrDefault(o.Name, o.Name) })],
        };
    }

    private string Free(string name)
    {
        var free = name;
        for (var i = 2; Builder.Contains(free); i++)
            free = $"{name}.{i}";
        return free;
    }
}
