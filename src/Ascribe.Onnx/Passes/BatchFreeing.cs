namespace Ascribe.Onnx.Passes;

/// <summary>A graph exported for one example → the same graph for any number of them.</summary>
/// <remarks>
/// Exporters bake the one example into the constants of Reshape, Flatten, Resize and Concat. Whether the result treats its
/// examples independently has to be checked by running it: an operator that joins the rows of a batch cannot be freed.
/// </remarks>
public static class BatchFreeing
{
    /// <summary>The freed graph; null where no input is fixed at one example.</summary>
    /// <param name="graph">A graph with shapes that are known for one example.</param>
    public static Graph? Free(Graph graph)
    {
        if (!graph.Inputs.Any(i => i.Shape is [{ Extent: 1 }, ..]))
            return null;
        var inputs = graph.Inputs.Select(i =>
            i.Shape is [{ Extent: 1 }, ..] shape ? i with { Shape = shape.SetItem(0, Dim.Batch) } : i
        );
        var open = graph with { Inputs = [.. inputs], Values = graph.Values.Clear() };
        var batched = open.Inputs.Select(i => i.Name).ToHashSet(StringComparer.Ordinal);
        return Rewrite.Nodes(
            open,
            (builder, node) =>
            {
                if (node.Op is "Shape" or "Size" || !node.Reads.Any(batched.Contains))
                    return false;
                batched.UnionWith(node.Outputs);
                return node.Domain.Length == 0 && Freed(builder, graph, node, batched);
            }
        );
    }

    private static bool Freed(GraphBuilder builder, Graph graph, Node node, HashSet<string> batched) =>
        node.Op switch
        {
            "Reshape" when builder[node.Required(1)].Content is not null => Reshaped(builder, graph, node),
            "Flatten" when node.Attributes.Int("axis", 1) == 0 => Reshaped(builder, graph, node),
            "Concat" => Joined(builder, graph, node, batched),
            "Resize" => Resized(builder, graph, node),
            _ => false,
        };

    /// <summary>The first axis takes up what there is; the others are what they are for one example.</summary>
    private static bool Reshaped(GraphBuilder builder, Graph graph, Node node)
    {
        if (graph.Info(node.Output)?.Shape is not [_, .. var rest] || rest.Any(d => !d.IsFixed))
            return false;
        builder.Define(
            node,
            "Reshape",
            [builder[node.Required(0)], builder.Longs([-1, .. rest.Select(d => d.Extent!.Value)])]
        );
        return true;
    }

    /// <summary>What every example is joined with, such as a class token, is repeated for each.</summary>
    private static bool Joined(GraphBuilder builder, Graph graph, Node node, HashSet<string> batched)
    {
        var constants = node
            .Reads.Where(r => builder[r].Content is { Shape: [1, ..] })
            .ToHashSet(StringComparer.Ordinal);
        if (node.Attributes.Int("axis") == 0 || constants.Count == 0)
            return false;
        var example = builder[node.Reads.First(r => batched.Contains(r) && !constants.Contains(r))];
        var count = Op.Slice(Op.Shape(example), [0], [1], [0]);
        builder.Add(
            node with
            {
                Inputs = [.. node.Inputs.Select(name => constants.Contains(name) ? Repeated(name).Name : name)],
            },
            graph.Info
        );
        return true;

        Value Repeated(string name)
        {
            var constant = builder[name];
            var ones = builder.Longs([.. Enumerable.Repeat(1L, constant.Content!.Rank - 1)]);
            return Op.Expand(constant, constant.Content.Rank == 1 ? count : Op.Concat([count, ones], 0));
        }
    }

    /// <summary>Sizes are stated for all axes but the first.</summary>
    private static bool Resized(GraphBuilder builder, Graph graph, Node node)
    {
        if (
            node.Input(3) is not { } name
            || builder[name].Content is not { } sizes
            || node.Attributes.Has("axes")
            || (node.Input(1) is { } place && builder[place].Content is null)
            || graph.Info(node.Required(0))?.Shape?.Length != sizes.Length
        )
            return false;
        var axes = Enumerable.Range(1, sizes.Length - 1).Select(a => (long)a).ToArray();
        builder.Define(
            node,
            "Resize",
            [builder[node.Required(0)], Region(), null, builder.Longs(sizes.ToLongs().AsSpan(1))],
            node.Attributes.With("axes", axes)
        );
        return true;

        // All beginnings, then all ends.
        Value? Region() =>
            node.Input(1) is { } given && builder[given].Content is { Length: > 0 } region
                ? builder.Constant(
                    Tensor.Vector([.. region.ToFloats().Where((_, i) => i % sizes.Length != 0)]),
                    hint: "region"
                )
                : null;
    }
}
