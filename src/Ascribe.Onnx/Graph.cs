using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>An immutable graph of named values. Nodes stand in an order in which every value is made before it is read.</summary>
public sealed record Graph
{
    /// <summary>The graph's name.</summary>
    public string Name { get; init; } = "graph";

    /// <summary>What has to be fed.</summary>
    public ImmutableArray<ValueInfo> Inputs { get; init; } = [];

    /// <summary>What comes out.</summary>
    public ImmutableArray<ValueInfo> Outputs { get; init; } = [];

    /// <summary>The nodes, in an order in which they can run.</summary>
    public ImmutableArray<Node> Nodes { get; init; } = [];

    /// <summary>The constants (initializers) by name.</summary>
    public ImmutableDictionary<string, Tensor> Constants { get; init; } = ImmutableDictionary<string, Tensor>.Empty;

    /// <summary>What the constants take.</summary>
    public long ConstantBytes => Constants.Values.Sum(c => (long)c.Bytes.Length);

    /// <summary>What is known of hidden values, by name.</summary>
    public ImmutableDictionary<string, ValueInfo> Values { get; init; } = ImmutableDictionary<string, ValueInfo>.Empty;

    /// <summary>Every value that has a name: inputs, constants and what nodes make.</summary>
    public IEnumerable<string> ValueNames =>
        Inputs
            .Select(i => i.Name)
            .Concat(Constants.Keys)
            .Concat(Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0));

    /// <summary>What a subgraph reads from the graph around it.</summary>
    public IEnumerable<string> OuterReads
    {
        get
        {
            var own = ValueNames.ToHashSet(StringComparer.Ordinal);
            return Nodes
                .SelectMany(n => n.Reads)
                .Concat(Outputs.Select(o => o.Name))
                .Where(name => !own.Contains(name));
        }
    }

    /// <summary>What is known of a value, wherever it stands in the graph; null where nothing is.</summary>
    public ValueInfo? Info(string name)
    {
        if (Constants.TryGetValue(name, out var tensor))
            return new ValueInfo(name, tensor.ElementType, [.. tensor.Shape.Select(extent => (Dim)extent)]);
        return Values.GetValueOrDefault(name)
            ?? Inputs.FirstOrDefault(i => string.Equals(i.Name, name, StringComparison.Ordinal))
            ?? Outputs.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal));
    }

    /// <summary>Which node makes each value.</summary>
    public Dictionary<string, Node> Producers()
    {
        var producers = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var node in Nodes)
        foreach (var output in node.Outputs.Where(o => o.Length > 0))
            producers[output] = node;
        return producers;
    }

    /// <summary>How often each value is read, being an output of the graph counted as one reading.</summary>
    public Dictionary<string, int> Readings()
    {
        var readings = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in Nodes.SelectMany(n => n.Reads).Concat(Outputs.Select(o => o.Name)))
            readings[name] = readings.GetValueOrDefault(name) + 1;
        return readings;
    }
}
