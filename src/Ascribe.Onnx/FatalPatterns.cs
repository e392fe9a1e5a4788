using Ascribe.Onnx.Passes.ControlFlow;

namespace Ascribe.Onnx;

/// <summary>What would end the process, or never end, in ONNX Runtime 1.30 instead of being refused by it.</summary>
internal static class FatalPatterns
{
    /// <summary>More than any axis of a model has; what is left after such a crop is counted as less than nothing.</summary>
    private const long LargestCrop = 1 << 20;

    /// <summary>Refuses a graph that holds one of them.</summary>
    /// <exception cref="ModelException">It does; the message names the node.</exception>
    public static void Refuse(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.Domain.Length == 0))
        {
            Loops.RequireEnd(graph, node);
            if (node.Op is "Pad")
                RequireSaneCrop(graph, node);
        }
        if (graph.Nodes.Any(IsRecurrent))
            RequireKnownRanks(graph);
    }

    /// <summary>The shape inference of a Slice behind the Pad asserts that extents are not negative.</summary>
    private static void RequireSaneCrop(Graph graph, Node node)
    {
        var stored = node.Input(1) is { } name ? graph.Constants.GetValueOrDefault(name) : null;
        var pads =
            stored is { ElementType: ElementType.Int64 } ? stored.As<long>()
            : node.Attributes.Has("pads") ? node.Attributes.Ints("pads").AsSpan()
            : [];
        foreach (var pad in pads)
        {
            if (pad < -LargestCrop)
                throw new ModelException($"{node} crops {pad} elements, more than any axis has.");
        }
    }

    /// <summary>A recurrent layer checks the rank of what it reads when the graph is loaded, and no more when it runs.</summary>
    private static void RequireKnownRanks(Graph graph)
    {
        var open = graph
            .Nodes.Where(n => n is { Op: "Squeeze", Domain: "" } && n.Input(1) is null && !n.Attributes.Has("axes"))
            .Select(n => n.Output)
            .ToHashSet(StringComparer.Ordinal);
        if (graph.Nodes.FirstOrDefault(n => IsRecurrent(n) && n.Inputs.Any(open.Contains)) is { } node)
            throw new ModelException(
                $"{node} reads a Squeeze that names no axes and would take a batch of one away too; export it with its axes."
            );
    }

    private static bool IsRecurrent(Node node) => node is { Op: "LSTM" or "GRU" or "RNN", Domain: "" };
}
