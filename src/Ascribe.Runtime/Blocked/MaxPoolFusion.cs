using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;
using Ascribe.Runtime.Kernels;

namespace Ascribe.Runtime.Blocked;

/// <summary>The scattering by which max-pooling is gone back through → one kernel, so that the pool needs no indices.</summary>
/// <remarks>A pool that gives indices is kept out of blocks by ONNX Runtime, and scattering is slow.</remarks>
internal sealed class MaxPoolFusion
{
    private readonly Graph graph;
    private readonly Dictionary<string, Node> makers;

    private MaxPoolFusion(Graph graph)
    {
        this.graph = graph;
        makers = graph.Producers();
    }

    /// <summary>The graph with the kernels.</summary>
    public static Graph Apply(Graph graph)
    {
        var fusion = new MaxPoolFusion(graph);
        var fused = DeadNodes.Remove(graph with { Nodes = [.. graph.Nodes.Select(fusion.Fused)] });
        var readings = fused.Readings();
        return fused with
        {
            Nodes =
            [
                .. fused.Nodes.Select(n =>
                    n is { Op: "MaxPool", Outputs: [var y, var indices] } && !readings.ContainsKey(indices)
                        ? n with
                        {
                            Outputs = [y],
                        }
                        : n
                ),
            ],
        };
    }

    /// <summary>Reshape(ScatterElements(zeros, indices, dy), Shape(x)) as one node; any other node as it is.</summary>
    private Node Fused(Node node)
    {
        if (
            node.Op != "Reshape"
            || Maker(node, 0, "ScatterElements") is not { } scatter
            || scatter.Attributes.Text("reduction") != "add"
            || Maker(node, 1, "Shape") is not { } shape
            || Maker(scatter, 0, "ConstantOfShape") is null
            || Maker(scatter, 1, "Reshape") is not { } places
            || Maker(scatter, 2, "Reshape") is not { } slopes
            || Maker(places, 0, "MaxPool") is not { } pool
            || pool.Outputs is not [var y, var indices]
            || places.Inputs[0] != indices
            || shape.Inputs[0] != pool.Inputs[0]
            || Settings(pool) is not { } settings
        )
            return node;
        return new Node(
            MaxPoolGradientKernel.Op,
            [pool.Inputs[0], y, slopes.Inputs[0]],
            node.Outputs,
            settings,
            node.Name,
            KernelDomain.Name
        );
    }

    /// <summary>What the kernel has to know of a pool; null where it does not do for the pool.</summary>
    private Attributes? Settings(Node pool)
    {
        var (kernel, strides, pads) = (Ints("kernel_shape"), Ints("strides"), Ints("pads"));
        var known =
            kernel.Length == 2
            && pool.Attributes.Text("auto_pad", "NOTSET") is "NOTSET" or "VALID"
            && pool.Attributes.Int("storage_order") == 0
            && Ints("dilations").All(d => d == 1)
            && graph.Info(pool.Inputs[0])?.ElementType is ElementType.Float32;
        return known
            ? Attributes
                .None.With("kernel_shape", kernel)
                .With("strides", strides.IsEmpty ? [1L, 1] : strides)
                .With("pads", pads.IsEmpty ? [0L, 0, 0, 0] : pads)
                .With("block", ImmutableArray.Create(1L))
            : null;

        ImmutableArray<long> Ints(string name) =>
            pool.Attributes.Ints(name) is { IsDefault: false } numbers ? numbers : [];
    }

    private Node? Maker(Node node, int input, string op) =>
        node.Input(input) is { } name && makers.TryGetValue(name, out var maker) && maker.QualifiedOp == op
            ? maker
            : null;
}
