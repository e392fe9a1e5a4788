using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe;

/// <summary>What values take in memory, by their learnt shapes.</summary>
public static class MemoryEstimate
{
    /// <summary>Bytes of a value for one example; 0 where nothing is known.</summary>
    public static long BytesPerExample(Graph graph, string value)
    {
        if (graph.Info(value) is not { Shape: { } shape } info)
            return 0;
        return shape.Aggregate((long)info.ElementType.SizeInBytes(), (bytes, dim) => bytes * (dim.Extent ?? 1));
    }

    /// <summary>
    /// The most bytes that the values of one example take at the same time while the nodes run in their order and each value goes after its
    /// last reader. What only shows another value in another shape takes nothing, and where an operator works element by
    /// element its result takes the place of what it reads last. What no output needs is not run.
    /// </summary>
    /// <param name="graph">The graph, whose values have known shapes. Where its inputs have a batch axis, what has none counts for nothing.</param>
    public static long PeakPerExample(Graph graph)
    {
        graph = DeadNodes.Remove(graph);
        var owners = Owners(graph);
        var last = LastReads(graph, owners);
        var bytes = Sizes(graph, owners);
        var live = graph.Inputs.Sum(i => bytes[i.Name]);
        var peak = live;
        for (var place = 0; place < graph.Nodes.Length; place++)
        {
            var node = graph.Nodes[place];
            var made = node.Outputs.Sum(o => bytes.GetValueOrDefault(o));
            var gone = node
                .Reads.Select(r => owners.GetValueOrDefault(r, r))
                .Where(r => last.GetValueOrDefault(r, -1) == place)
                .Distinct(StringComparer.Ordinal)
                .Sum(r => bytes.GetValueOrDefault(r));
            var inPlace = IsElementwise(node) ? Math.Min(made, gone) : 0;
            peak = Math.Max(peak, live + made - inPlace);
            live += made - gone - node.Outputs.Where(o => !last.ContainsKey(o)).Sum(o => bytes.GetValueOrDefault(o));
        }
        return peak;
    }

    /// <summary>
    /// Bytes of every value that has memory of its own. What a rule writes may have no known shape; it is taken to be as large as the largest value
    /// that it is made of.
    /// </summary>
    private static Dictionary<string, long> Sizes(Graph graph, Dictionary<string, string> owners)
    {
        var grows = graph.Inputs.Any(i => i.Shape is { } shape && shape.Any(d => !d.IsFixed));
        var sizes = graph.Inputs.ToDictionary(i => i.Name, i => Size(i.Name), StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            var largest = node.Reads.Max(r => (long?)sizes.GetValueOrDefault(owners.GetValueOrDefault(r, r))) ?? 0;
            foreach (var output in node.Outputs.Where(o => o.Length > 0 && !owners.ContainsKey(o)))
                sizes[output] =
                    graph.Info(output) is { Shape: null } info && info.ElementType.IsFloating()
                        ? largest
                        : Size(output);
        }
        return sizes;

        long Size(string value) => grows && IsFixed(graph, value) ? 0 : BytesPerExample(graph, value);
    }

    private static bool IsFixed(Graph graph, string value) =>
        graph.Info(value)?.Shape is { } shape && shape.All(d => d.IsFixed);

    /// <summary>Whose memory a value is seen in, by its name, where that is not its own.</summary>
    private static Dictionary<string, string> Owners(Graph graph)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes.Where(IsView))
            owners[node.Outputs[0]] = owners.GetValueOrDefault(node.Inputs[0], node.Inputs[0]);
        return owners;
    }

    private static Dictionary<string, int> LastReads(Graph graph, Dictionary<string, string> owners)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var place = 0; place < graph.Nodes.Length; place++)
            foreach (var read in graph.Nodes[place].Reads)
                last[owners.GetValueOrDefault(read, read)] = place;
        foreach (var output in graph.Outputs)
            last[owners.GetValueOrDefault(output.Name, output.Name)] = graph.Nodes.Length;
        return last;
    }

    private static bool IsView(Node node) =>
        node.QualifiedOp is "Identity" or "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze";

    private static bool IsElementwise(Node node) =>
        node.QualifiedOp
            is "Add"
                or "Sub"
                or "Mul"
                or "Div"
                or "Relu"
                or "Clip"
                or "Sigmoid"
                or "Tanh"
                or "Exp"
                or "Neg"
                or "Sqrt"
                or "Erf"
                or "Where";
}
