using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Blocked;

/// <summary>dy · Cast(y &gt; low and y &lt; high), which is how ReLU and Clip are gone back through → one kernel.</summary>
internal sealed class WithinFusion
{
    private readonly Graph graph;
    private readonly Dictionary<string, Node> makers;

    private WithinFusion(Graph graph)
    {
        this.graph = graph;
        makers = graph.Producers();
    }

    /// <summary>The graph with the kernels.</summary>
    /// <param name="graph">A graph, shapes known; where they are not, nothing is fused.</param>
    public static Graph Apply(Graph graph)
    {
        var fusion = new WithinFusion(graph);
        return DeadNodes.Remove(graph with { Nodes = [.. graph.Nodes.Select(fusion.Fused)] });
    }

    private Node Fused(Node node)
    {
        if (node is not { QualifiedOp: "Mul", Inputs: [var first, var second] })
            return node;
        return Fused(node, first, second) ?? Fused(node, second, first) ?? node;
    }

    private Node? Fused(Node node, string dy, string mask)
    {
        if (
            Maker(mask) is not { QualifiedOp: "Cast" } cast
            || Bounds(cast.Inputs[0]) is not var (y, low, high)
            || !Alike(dy, y)
        )
            return null;
        return new Node(
            WithinKernel.Op,
            [dy, y],
            node.Outputs,
            Attributes.None.With("low", low).With("high", high),
            node.Name,
            KernelDomain.Name
        );
    }

    /// <summary>What a condition says of one value; null where it says something else.</summary>
    private (string Value, float Low, float High)? Bounds(string condition) =>
        Maker(condition) switch
        {
            { QualifiedOp: "And", Inputs: [var one, var other] }
                when (Bounds(one), Bounds(other)) is ({ } a, { } b) && a.Value == b.Value => (
                a.Value,
                Math.Max(a.Low, b.Low),
                Math.Min(a.High, b.High)
            ),
            { QualifiedOp: "Greater", Inputs: [var y, var low] } when Scalar(low) is { } bound => (
                y,
                bound,
                float.PositiveInfinity
            ),
            { QualifiedOp: "Less", Inputs: [var y, var high] } when Scalar(high) is { } bound => (
                y,
                float.NegativeInfinity,
                bound
            ),
            _ => null,
        };

    private float? Scalar(string name) =>
        graph.Constants.TryGetValue(name, out var constant) && Tensor.CountOf(constant.Shape) == 1
            ? (float)constant.ToDoubles()[0]
            : null;

    private bool Alike(string dy, string y) =>
        graph.Info(dy) is { ElementType: ElementType.Float32, Shape: { } one }
        && graph.Info(y) is { ElementType: ElementType.Float32, Shape: { } other }
        && one.All(d => d.IsFixed)
        && one.SequenceEqual(other);

    private Node? Maker(string name) => makers.GetValueOrDefault(name);
}
