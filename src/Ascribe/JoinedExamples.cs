using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Whether a graph joins what belongs to different examples, as a mean over the batch does. Examples of such a model are run
/// one at a time, since what shares a run would change the answer.
/// </summary>
internal static class JoinedExamples
{
    /// <summary>Whether a node turns values with a free extent into values without, or works along such an axis.</summary>
    /// <param name="graph">A canonical graph with known shapes.</param>
    public static bool AreIn(Graph graph) => graph.Nodes.Any(node => Joins(graph, node));

    private static bool Joins(Graph graph, Node node)
    {
        var free = node.Reads.Select(graph.Info).Where(IsFree).Select(i => i!).ToArray();
        if (free.Length == 0)
            return false;
        var made = node.Outputs.Where(o => o.Length > 0).Select(graph.Info).Where(i => IsFloating(i)).ToArray();
        return (made.Length > 0 && !made.Any(IsFree))
            || WorkingAxes(node, free[0]).Any(a => !free[0].Shape!.Value[a].IsFixed);
    }

    /// <summary>The axes along which an operator relates elements while it keeps their shape.</summary>
    private static IEnumerable<int> WorkingAxes(Node node, ValueInfo x)
    {
        var rank = x.Shape!.Value.Length;
        var axis = node.Attributes.Int("axis", -1);
        var first = (int)(axis < 0 ? axis + rank : axis);
        var axes = node.Attributes.Ints("axes");
        return node.Op switch
        {
            "Softmax" or "LogSoftmax" or "Hardmax" or "LpNormalization" => [first],
            "LayerNormalization" => Enumerable.Range(first, rank - first),
            "MeanVarianceNormalization" when axes.IsDefault => [0, 2, 3],
            "MeanVarianceNormalization" => axes.Select(a => (int)(a < 0 ? a + rank : a)),
            _ => [],
        };
    }

    private static bool IsFree(ValueInfo? info) =>
        IsFloating(info) && info!.Shape is { } shape && shape.Any(d => !d.IsFixed);

    private static bool IsFloating(ValueInfo? info) => info?.ElementType.IsFloating() ?? false;
}
