using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes;

/// <summary>A node that reads only constants → the constants it makes. DequantizeLinear of stored weights goes this way too.</summary>
public static class ConstantFolding
{
    /// <summary>A folded constant may be at most this large; what would be larger is computed at each run instead.</summary>
    public const long LargestResult = 1L << 30;

    /// <summary>The graph with everything computed that can be computed now.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="evaluate">Runs a graph without inputs and returns its outputs in order.</param>
    public static Graph Fold(Graph graph, Func<Graph, ImmutableArray<Tensor>> evaluate)
    {
        graph = ConstantNodes(graph);
        var constant = graph.Constants.Keys.ToHashSet(StringComparer.Ordinal);
        var foldable = new List<Node>();
        foreach (var node in graph.Nodes.Where(n => CanFold(n, constant)))
        {
            foldable.Add(node);
            constant.UnionWith(node.Outputs);
        }
        return foldable.Count == 0 ? graph : Replaced(graph, foldable, evaluate);
    }

    private static bool CanFold(Node node, HashSet<string> constant) =>
        node.Reads.All(constant.Contains)
        && !node.Subgraphs.Any()
        && !node.Op.StartsWith("Random", StringComparison.Ordinal)
        && node.Op is not ("Multinomial" or "Bernoulli" or "Optional" or "SplitToSequence")
        && !node.Op.StartsWith("Sequence", StringComparison.Ordinal);

    private static Graph Replaced(Graph graph, List<Node> foldable, Func<Graph, ImmutableArray<Tensor>> evaluate)
    {
        var folded = foldable.ToHashSet<Node>(ReferenceEqualityComparer.Instance);
        var rest = graph.Nodes.Where(n => !folded.Contains(n)).ToImmutableArray();
        var read = rest.SelectMany(n => n.Reads)
            .Concat(graph.Outputs.Select(o => o.Name))
            .ToHashSet(StringComparer.Ordinal);
        var wanted = foldable.SelectMany(n => n.Outputs).Where(read.Contains).ToImmutableArray();
        var part = DeadNodes.Remove(
            graph with
            {
                Inputs = [],
                Nodes = [.. foldable],
                Outputs =
                [
                    .. wanted.Select(name =>
                        graph.Values.GetValueOrDefault(name) ?? new ValueInfo(name, ElementType.Undefined)
                    ),
                ],
            }
        );
        var results = evaluate(part);
        // A graph output has to be made by a node; a folded one is passed on from its constant.
        return Substituted(graph, Kept(wanted.Zip(results)).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>What is small enough, alone and all together.</summary>
    private static IEnumerable<(string Name, Tensor Result)> Kept(IEnumerable<(string Name, Tensor Result)> results)
    {
        var room = MemoryLimit.Bytes / 4;
        foreach (var (name, result) in results)
        {
            var size = result.Length * (long)result.ElementType.SizeInBytes();
            if (size > Math.Min(LargestResult, room))
                continue;
            room -= size;
            yield return (name, result);
        }
    }

    private static Graph Substituted(Graph graph, Dictionary<string, Tensor> results)
    {
        var outputs = graph.Outputs.Select(o => o.Name).Where(results.ContainsKey).ToHashSet(StringComparer.Ordinal);
        var constants = graph.Constants.SetItems(results.Select(r => KeyValuePair.Create(StoredName(r.Key), r.Value)));
        var passedOn = outputs.Select(name => new Node("Identity", [StoredName(name)], [name], Attributes.None));
        var nodes = graph.Nodes.Where(n => !n.Outputs.Any(results.ContainsKey));
        return DeadNodes.Remove(graph with { Constants = constants, Nodes = [.. passedOn, .. nodes] });

        string StoredName(string name) => outputs.Contains(name) ? $"{name}.folded" : name;
    }

    /// <summary>Constant nodes hold their content in one of several attributes; as constants of the graph they all look the same.</summary>
    private static Graph ConstantNodes(Graph graph)
    {
        var contents = graph
            .Nodes.Where(n => n is { Op: "Constant", Domain: "" } && Content(n.Attributes) is not null)
            .ToDictionary(n => n.Output, n => Content(n.Attributes)!, StringComparer.Ordinal);
        return contents.Count == 0 ? graph : Substituted(graph, contents);
    }

    private static Tensor? Content(Attributes attributes) =>
        attributes.Names.FirstOrDefault(n => n.StartsWith("value", StringComparison.Ordinal)) switch
        {
            "value" => attributes.Tensor("value"),
            "value_float" => Tensor.Scalar(attributes.Float("value_float")),
            "value_int" => Tensor.Scalar(attributes.Int("value_int")),
            "value_floats" => Tensor.Vector(attributes.Floats("value_floats").ToArray()),
            "value_ints" => Tensor.Vector(attributes.Ints("value_ints").ToArray()),
            _ => null,
        };
}
