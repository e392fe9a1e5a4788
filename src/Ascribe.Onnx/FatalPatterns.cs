using System.Collections.Frozen;
using Ascribe.Onnx.Passes.ControlFlow;

namespace Ascribe.Onnx;

/// <summary>What would end the process, or never end, in ONNX Runtime 1.30 instead of being refused by it.</summary>
internal static class FatalPatterns
{
    /// <summary>More than any axis of a model has; what is left after such a crop is counted as less than nothing.</summary>
    private const long LargestCrop = 1 << 20;

    /// <summary>An axis is cut to 32 bits before it is compared, and a block size is squared.</summary>
    private const long LargestSetting = 1 << 15;

    /// <summary>Operators of any number of inputs, of which none is optional.</summary>
    private static readonly FrozenSet<string> Variadic =
    [
        "Concat",
        "Einsum",
        "Max",
        "Mean",
        "Min",
        "SequenceConstruct",
        "Sum",
    ];

    /// <summary>Refuses a graph that holds one of them.</summary>
    /// <exception cref="ModelException">It does; the message names the node.</exception>
    public static void Refuse(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(n => n.Domain.Length == 0))
        {
            Loops.RequireEnd(graph, node);
            RequireSaneNumbers(node);
            if (node.Op is "Pad")
                RequireSaneCrop(graph, node);
            if (Variadic.Contains(node.Op) && node.Inputs.Any(i => i.Length == 0))
                throw new ModelException($"{node} leaves out one of its inputs, which is not allowed.");
        }
        if (graph.Nodes.Any(IsRecurrent))
            RequireKnownRanks(graph);
    }

    private static void RequireSaneNumbers(Node node)
    {
        foreach (var (name, value) in node.Attributes.Settings)
        {
            if (name is "axis" or "blocksize" && value is long number && Math.Abs((double)number) > LargestSetting)
                throw new ModelException($"{node} has {name} = {number}, which is beyond any tensor.");
        }
        if (node.Op is "DepthToSpace" or "SpaceToDepth" && node.Attributes.Int("blocksize", 1) < 1)
            throw new ModelException($"{node} has blocks of {node.Attributes.Int("blocksize")} elements.");
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
