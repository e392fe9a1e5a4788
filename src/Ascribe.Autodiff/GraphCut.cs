using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>Where a graph is cut to explain a target by features: what is upstream runs once, what is downstream is differentiated.</summary>
/// <param name="Downstream">The nodes from features to target, in running order.</param>
/// <param name="Sides">
/// Values that the downstream nodes read besides features and constants, and the target's value where it depends on no
/// feature; they are held at the example.
/// </param>
public sealed record GraphCut(ImmutableArray<Node> Downstream, ImmutableArray<string> Sides)
{
    /// <summary>Cuts a graph.</summary>
    /// <param name="graph">A canonical graph with known shapes.</param>
    /// <param name="features">The names of the feature tensors.</param>
    /// <param name="target">The value that the target is read from.</param>
    /// <exception cref="ModelException">One feature depends on another.</exception>
    public static GraphCut At(Graph graph, ImmutableArray<string> features, string target)
    {
        var cut = features.ToHashSet(StringComparer.Ordinal);
        var producers = graph.Producers();
        var downstream = Dependent(graph, Needed(producers, target, cut), cut);
        foreach (
            var feature in features.Where(f =>
                producers.GetValueOrDefault(f) is { } maker
                && Dependent(graph, Needed(producers, f, []), cut).Contains(maker)
            )
        )
            throw new ModelException(
                $"the feature '{feature}' depends on another feature; explain them one at a time."
            );
        var sides = HeldValues(graph, producers, downstream, cut, target);
        return new GraphCut([.. graph.Nodes.Where(downstream.Contains)], sides);
    }

    /// <summary>The nodes that a value depends on, not looking past the cut.</summary>
    private static HashSet<Node> Needed(Dictionary<string, Node> producers, string value, HashSet<string> cut)
    {
        var needed = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var open = new Stack<string>([value]);
        while (open.TryPop(out var name))
        {
            if (cut.Contains(name) || !producers.TryGetValue(name, out var node) || !needed.Add(node))
                continue;
            foreach (var read in node.Reads)
                open.Push(read);
        }
        return needed;
    }

    private static HashSet<Node> Dependent(Graph graph, HashSet<Node> needed, HashSet<string> features)
    {
        var reached = features.ToHashSet(StringComparer.Ordinal);
        var dependent = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes.Where(n => needed.Contains(n) && n.Reads.Any(reached.Contains)))
        {
            dependent.Add(node);
            reached.UnionWith(node.Outputs);
        }
        return dependent;
    }

    /// <summary>
    /// A side value has to be one per example, so that it can be repeated for every point of a path; what is not, such as a
    /// shape computed from another input, is computed downstream again.
    /// </summary>
    private static ImmutableArray<string> HeldValues(
        Graph graph,
        Dictionary<string, Node> producers,
        HashSet<Node> downstream,
        HashSet<string> features,
        string target
    )
    {
        var sides = new SortedSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(downstream.SelectMany(n => n.Reads).Append(target));
        // Where the batch is fixed at 1, so is the first axis of what belongs to an example.
        Dim batch = graph.Inputs.Any(i => i.Shape is { Length: > 0 } shape && shape[0] == Dim.Batch) ? Dim.Batch : 1;
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name) || features.Contains(name) || graph.Constants.ContainsKey(name))
                continue;
            var maker = producers.GetValueOrDefault(name);
            if (maker is not null && downstream.Contains(maker))
                continue;
            if (maker is null || (graph.Info(name)?.Shape is { Length: > 0 } shape && shape[0] == batch))
            {
                sides.Add(name);
                continue;
            }
            downstream.Add(maker);
            foreach (var read in maker.Reads)
                open.Push(read);
        }
        return [.. sides];
    }
}
