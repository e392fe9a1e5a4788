using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Where whole numbers become vectors: numbers such as token ids cannot vary continuously, the rows of a table that they pick
/// can. So these are the features of an input that is not of floating type.
/// </summary>
/// <param name="Value">The name of the value that holds the vectors, [N, …, width].</param>
/// <param name="Input">The input whose numbers pick them.</param>
/// <param name="Rows">The rows of the table; 0 where the model does not say.</param>
public sealed record Embedding(string Value, string Input, long Rows)
{
    /// <summary>The embeddings of a model's inputs that are not of floating type, in running order.</summary>
    /// <remarks>
    /// A value made by Gather from a stored table with indices that come from an input element by element, or by
    /// EmbedLayerNormalization. Indices computed from an input's shape, as those of positions are, come from no input.
    /// </remarks>
    public static ImmutableArray<Embedding> Of(Graph graph)
    {
        var indices = graph
            .Inputs.Where(i => !i.ElementType.IsFloating() && !graph.Constants.ContainsKey(i.Name))
            .ToDictionary(i => i.Name, i => i.Name, StringComparer.Ordinal);
        var stored = graph.Constants.Keys.ToHashSet(StringComparer.Ordinal);
        var found = ImmutableArray.CreateBuilder<Embedding>();
        foreach (var node in graph.Nodes)
        {
            if (node.Inputs.All(name => name.Length == 0 || stored.Contains(name)) && !node.Subgraphs.Any())
                stored.UnionWith(node.Outputs);
            else if (Lookup(graph, node, stored, indices) is { } embedding)
                found.Add(embedding);
            else if (KeepsIndices(node) && indices.TryGetValue(node.Required(0), out var input))
                indices[node.Output] = input;
        }
        return found.ToImmutable();
    }

    private static Embedding? Lookup(
        Graph graph,
        Node node,
        HashSet<string> stored,
        Dictionary<string, string> indices
    ) =>
        node switch
        {
            { Op: "Gather", Domain: "", Inputs: [var table, var picked] }
                when stored.Contains(table) && indices.TryGetValue(picked, out var input) && IsTable(graph, table) =>
                new(node.Output, input, graph.Constants.GetValueOrDefault(table)?.Shape[0] ?? 0),
            { Op: "EmbedLayerNormalization", Inputs: [var picked, ..] }
                when indices.TryGetValue(picked, out var input) => new(node.Output, input, 0),
            _ => null,
        };

    /// <summary>A table of what is known to be whole numbers is no embedding.</summary>
    private static bool IsTable(Graph graph, string name) =>
        graph.Constants.GetValueOrDefault(name) is not { } tensor
        || (tensor.ElementType.IsFloating() && tensor.Rank > 1);

    private static bool KeepsIndices(Node node) =>
        node.Domain.Length == 0
        && node.Op is "Cast" or "Identity" or "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten" or "Slice" or "Clip";
}
