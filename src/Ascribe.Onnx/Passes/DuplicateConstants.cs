using System.Security.Cryptography;

namespace Ascribe.Onnx.Passes;

/// <summary>Two constants of equal type, shape and content → the first of them (by name).</summary>
public static class DuplicateConstants
{
    /// <summary>The graph with each content stored once.</summary>
    public static Graph Merge(Graph graph)
    {
        var first = new Dictionary<string, string>(StringComparer.Ordinal);
        // Contents are hashed only where type and shape leave a choice.
        var alike = graph
            .Constants.OrderBy(c => c.Key, StringComparer.Ordinal)
            .GroupBy(c => c.Value.ToString(), StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .SelectMany(g => g.GroupBy(c => Content(c.Value), StringComparer.Ordinal));
        foreach (var group in alike)
        foreach (var duplicate in group.Skip(1))
            first[duplicate.Key] = group.First().Key;
        return first.Count == 0 ? graph : Renamed(graph, first);
    }

    private static string Content(Tensor tensor) =>
        tensor.ElementType == ElementType.String
            ? string.Join('\0', tensor.Texts)
            : Convert.ToHexString(SHA256.HashData(tensor.Bytes.Span));

    private static Graph Renamed(Graph graph, Dictionary<string, string> first)
    {
        // A subgraph reads outer constants by name; those keep theirs.
        var pinned = graph
            .Outputs.Select(o => o.Name)
            .Concat(graph.Nodes.SelectMany(n => n.Subgraphs).SelectMany(g => g.OuterReads));
        foreach (var name in pinned)
            first.Remove(name);
        var nodes = graph.Nodes.Select(n =>
            n with
            {
                Inputs = [.. n.Inputs.Select(i => first.GetValueOrDefault(i, i))],
            }
        );
        return graph with { Nodes = [.. nodes], Constants = graph.Constants.RemoveRange(first.Keys) };
    }
}
