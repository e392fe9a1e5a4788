using System.Collections.Immutable;
using Ascribe.Onnx.Passes.Upgrade;

namespace Ascribe.Onnx.Tests;

public sealed class OpsetUpgradeTests
{
    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceL2")]
    public void Axes_BecomeAnInput(string op)
    {
        var old = Old(13, [new Node(op, ["x"], ["y"], Attributes.None.With("axes", new[] { 1L }).With("keepdims", 0))]);
        var upgraded = OpsetUpgrade.Upgrade(old);
        upgraded.Opset.ShouldBe(Model.CanonicalOpset);
        upgraded.Graph.NodeLines().ShouldBe([$"y = {op} <keepdims = 0> (x, i1)"]);
        upgraded.Graph.ShouldRunLike(old.Graph, 1e-6, opset: 13);
    }

    [Fact]
    public void Reduction_WithoutAxes_IsLeft()
    {
        var old = Old(13, [new Node("ReduceMean", ["x"], ["y"], Attributes.None)]);
        OpsetUpgrade.Upgrade(old).Graph.ShouldRunLike(old.Graph, 1e-6, opset: 13);
    }

    [Fact]
    public void EqualParts_AreCounted()
    {
        var old = Old(13, [new Node("Split", ["x"], ["y", "z"], Attributes.None.With("axis", 1))]);
        var upgraded = OpsetUpgrade.Upgrade(old);
        upgraded.Graph.NodeLines().ShouldBe(["y, z = Split <axis = 1, num_outputs = 2> (x)"]);
        upgraded.Graph.ShouldRunLike(old.Graph, opset: 13);
    }

    [Fact]
    public void RegionAlignment_KeepsItsOldCoordinates()
    {
        var graph = Old(15, [new Node("RoiAlign", ["x", "r", "i"], ["y"], Attributes.None)]).Graph;
        var constants = graph.Constants.Add("r", Tensor.Of([0f, 0, 1, 1], 1, 4)).Add("i", Tensor.Vector(0L));
        var old = new Model(graph with { Constants = constants }, Opsets(15), 8);
        OpsetUpgrade
            .Upgrade(old)
            .Graph.Nodes[0]
            .Attributes.Text("coordinate_transformation_mode")
            .ShouldBe("output_half_pixel");
    }

    [Fact]
    public void GridModes_AreRenamed()
    {
        var graph = Old(16, [new Node("GridSample", ["x", "g"], ["y"], Attributes.None.With("mode", "bicubic"))]).Graph;
        var old = new Model(
            graph with
            {
                Constants = graph.Constants.Add("g", Rewritten.Numbers(1, 2, 1, 1, 2)),
            },
            Opsets(16),
            8
        );
        OpsetUpgrade.Upgrade(old).Graph.Nodes[0].Attributes.Text("mode").ShouldBe("cubic");
    }

    [Theory]
    [InlineData(999)]
    [InlineData(27)]
    public void OperatorSetOfTheFuture_IsRefused(long opset) =>
        Proto
            .Complaint(() => OpsetUpgrade.Upgrade(Old(opset, [new Node("Relu", ["x"], ["y"], Attributes.None)])))
            .ShouldContain($"opset {opset}, and 26 is the newest");

    [Fact]
    public void OperatorsOfOtherDomains_AreLeft()
    {
        var node = new Node("ReduceMean", ["x"], ["y"], Attributes.None.With("axes", new[] { 1L }), "", "com.example");
        OpsetUpgrade.Upgrade(Old(13, [node])).Graph.Nodes.Single().Attributes.Has("axes").ShouldBeTrue();
    }

    private static Model Old(long opset, ImmutableArray<Node> nodes) =>
        new(
            new Graph
            {
                Inputs = [new ValueInfo("x", ElementType.Float32, [2, 4])],
                Nodes = nodes,
                Outputs = [.. nodes[^1].Outputs.Select(o => new ValueInfo(o, ElementType.Float32))],
            },
            Opsets(opset),
            8
        );

    private static ImmutableDictionary<string, long> Opsets(long version) =>
        ImmutableDictionary<string, long>.Empty.Add("", version);
}
