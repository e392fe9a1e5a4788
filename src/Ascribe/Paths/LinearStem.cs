using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>What a model does to a feature first, as long as that is linear: a line through the feature is a line behind it.</summary>
/// <remarks>
/// So it has to run at the ends of a line only, not at every point, and what comes back has to go back through it only once: the
/// gradients behind it are summed up before.
/// </remarks>
/// <param name="Nodes">The nodes, one behind the other.</param>
internal sealed record LinearStem(ImmutableArray<Node> Nodes)
{
    /// <summary>What comes out of it.</summary>
    public string Output => Nodes[^1].Output;

    /// <summary>The stem behind the only feature of a question; null where there is none that would save work.</summary>
    public static LinearStem? Of(Compilation compilation)
    {
        if (compilation.Features is not [var feature])
            return null;
        var graph = compilation.Canonical.Graph;
        var readers = compilation
            .Cut.Downstream.SelectMany(n => n.Reads, (n, read) => (Read: read, Node: n))
            .ToLookup(r => r.Read, r => r.Node, StringComparer.Ordinal);
        var kept = compilation.Watched.Append(compilation.TargetValue).ToHashSet(StringComparer.Ordinal);
        var nodes = ImmutableArray.CreateBuilder<Node>();
        var value = feature;
        while (!kept.Contains(value) && readers[value].ToArray() is [var next] && IsLinear(next, value, graph))
        {
            nodes.Add(next);
            value = next.Output;
        }
        while (nodes.Count > 0 && (kept.Contains(nodes[^1].Output) || !SavesWork(nodes[^1])))
            nodes.RemoveAt(nodes.Count - 1);
        return nodes.Count > 0 ? new(nodes.ToImmutable()) : null;
    }

    /// <summary>Writes the stem once more, for other rows.</summary>
    /// <param name="builder">The graph; it holds the model's constants.</param>
    /// <param name="feature">The feature's name.</param>
    /// <param name="rows">The feature at other rows.</param>
    /// <param name="info">What is known of the model's values.</param>
    public Value Write(GraphBuilder builder, string feature, Value rows, Func<string, ValueInfo?> info)
    {
        var value = (Old: feature, New: rows.Name);
        foreach (var node in Nodes)
        {
            var output = $"{rows.Name}/{node.Output}";
            builder.Add(
                node with
                {
                    Inputs = [.. node.Inputs.Select(i => i == value.Old ? value.New : i)],
                    Outputs = [output],
                    Name = "",
                },
                _ => info(node.Output)! with { Name = output }
            );
            value = (node.Output, output);
        }
        return builder[value.New];
    }

    /// <summary>Linear in one of its inputs, up to a constant, row by row.</summary>
    private static bool IsLinear(Node node, string value, Graph graph) =>
        node.Outputs.Length == 1
        && graph.Info(node.Output)?.Shape is { Length: > 1 } shape
        && shape[0] == graph.Info(value)?.Shape?[0]
        && node.Inputs.Count(i => i == value) == 1
        && node.Inputs.All(i => i == value || i.Length == 0 || graph.Constants.ContainsKey(i))
        && node.QualifiedOp switch
        {
            "Conv" or "MatMul" or "Gemm" or "Div" => node.Inputs[0] == value,
            "Add" or "Sub" or "Mul" or "Identity" => true,
            _ => false,
        };

    /// <summary>Sums and products cost next to nothing, and to go on behind them costs as much.</summary>
    private static bool SavesWork(Node node) => node.QualifiedOp is "Conv" or "MatMul" or "Gemm";
}
