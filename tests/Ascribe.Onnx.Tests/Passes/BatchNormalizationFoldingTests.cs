using Ascribe.Onnx.Passes;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Tests;

public sealed class BatchNormalizationFoldingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ConvolutionBefore_SwallowsIt(bool bias)
    {
        var graph = Built(b => Normalized(b, Convolved(b, bias)));
        var folded = BatchNormalizationFolding.Fold(graph, []);
        folded.NodeLines().ShouldBe(["bn = Conv (x, w.folded, bn.bias)", "y = Identity (bn)"]);
        folded.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void StatisticsOfOtherLengths_AreNamed()
    {
        var graph = Built(b => Normalized(b, Convolved(b, bias: true)));
        var variance = graph.Nodes.Single(n => n.Op == "BatchNormalization").Inputs[4];
        var broken = graph with { Constants = graph.Constants.SetItem(variance, Tensor.Vector(1f)) };
        Should
            .Throw<ModelException>(() => BatchNormalizationFolding.Fold(broken, []))
            .Message.ShouldContain("and 1 channels");
    }

    [Fact]
    public void ConvolutionThatSomebodyElseReads_IsLeft()
    {
        var graph = Built(b =>
        {
            var conv = Convolved(b, bias: true);
            return Normalized(b, conv) + conv;
        });
        var folded = BatchNormalizationFolding.Fold(graph, []);
        folded.NodeLines()[1..3].ShouldBe(["Mul = Mul (conv, bn.scale)", "bn = Add (Mul, bn.shift)"]);
        folded.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void ConvolutionThatIsKept_IsLeft()
    {
        var graph = Built(b => Normalized(b, Convolved(b, bias: false)));
        BatchNormalizationFolding.Fold(graph, ["conv"]).NodeLines()[0].ShouldBe("conv = Conv (x, w)");
    }

    [Fact]
    public void ConvolutionThatIsAnOutput_IsLeft()
    {
        var graph = Built(b =>
        {
            var conv = Convolved(b, bias: false);
            b.Output(conv);
            return Normalized(b, conv);
        });
        BatchNormalizationFolding.Fold(graph, []).NodeLines()[0].ShouldBe("conv = Conv (x, w)");
    }

    [Theory]
    [InlineData(new long[] { 2, 4 })]
    [InlineData(new long[] { 2, 4, 3 })]
    [InlineData(new long[] { 2, 4, 3, 2 })]
    [InlineData(new long[] { 2, 4, 2, 1, 3 })]
    public void WithoutConvolution_BecomesScaleAndShift_AtEveryRank(long[] shape)
    {
        var graph = Built(b => Normalized(b, b.Input("x", ElementType.Float32, [.. shape.Select(e => (Dim)e)])));
        var folded = BatchNormalizationFolding.Fold(graph, []);
        folded.NodeLines()[..2].ShouldBe(["Mul = Mul (x, bn.scale)", "bn = Add (Mul, bn.shift)"]);
        folded.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void UnknownRank_IsRefused()
    {
        var graph = Built(b => Normalized(b, Relu(b.Input("x", ElementType.Float32, 2, 4))));
        Proto.Complaint(() => BatchNormalizationFolding.Fold(graph, [])).ShouldContain("the rank of 'Relu'");
    }

    [Theory]
    [InlineData(new long[] { 2, 4 })]
    [InlineData(new long[] { 2, 4, 3, 2 })]
    public void StatisticsFromTheGraph_AreComputedWith(long[] shape)
    {
        var graph = Built(b =>
            Normalized(
                b,
                b.Input("x", ElementType.Float32, [.. shape.Select(e => (Dim)e)]),
                b.Input("m", ElementType.Float32, 4)
            )
        );
        var folded = BatchNormalizationFolding.Fold(graph, []);
        folded.Nodes.ShouldNotContain(n => n.Op == "BatchNormalization");
        folded.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void TrainingMode_TakesTheStatisticsOfTheExamples()
    {
        var graph = Built(b => Normalized(b, b.Input("x", ElementType.Float32, 2, 4)));
        var node = graph.Nodes[0];
        graph = graph with
        {
            Nodes =
            [
                node with
                {
                    Attributes = node.Attributes.With("training_mode", 1),
                    Outputs = [node.Output, "kept_mean", "kept_variance"],
                },
                .. graph.Nodes[1..],
            ],
            Outputs =
            [
                .. graph.Outputs,
                new ValueInfo("kept_mean", ElementType.Float32),
                new ValueInfo("kept_variance", ElementType.Float32),
            ],
        };
        var folded = BatchNormalizationFolding.Fold(graph, []);
        folded.Nodes.ShouldNotContain(n => n.Op == "BatchNormalization");
        folded.ShouldRunLike(graph, 1e-5);
    }

    [Fact]
    public void MissingStatistics_AreNamed()
    {
        var graph = Built(b =>
            b.Add(
                new Node("BatchNormalization", [b.Input("x", ElementType.Float32, 2, 4).Name], ["bn"], Attributes.None)
            )[0]
        );
        Proto
            .Complaint(() => BatchNormalizationFolding.Fold(graph, []))
            .ShouldBe("BatchNormalization → 'bn' lacks its input 1.");
    }

    private static Graph Built(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        return builder.Build();
    }

    private static Value Convolved(GraphBuilder b, bool bias)
    {
        var x = b.Input("x", ElementType.Float32, 2, 3, 5, 5);
        var weight = b.Constant(Rewritten.Numbers(4, 4, 3, 3, 3), "w");
        string[] inputs = bias ? ["x", "w", b.Constant(Rewritten.Numbers(5, 4), "bias").Name] : [x.Name, weight.Name];
        return b.Shaped(b.Add(new Node("Conv", [.. inputs], ["conv"], Attributes.None))[0], 2, 4, 3, 3);
    }

    private static Value Normalized(GraphBuilder b, Value x, Value? mean = null)
    {
        string[] statistics =
        [
            b.Constant(Rewritten.Numbers(6, 4), "gamma").Name,
            b.Constant(Rewritten.Numbers(7, 4), "beta").Name,
            mean?.Name ?? b.Constant(Rewritten.Numbers(8, 4), "mean").Name,
            b.Constant(Rewritten.Numbers(9, 4), "variance").Name,
        ];
        return b.Add(
            new Node("BatchNormalization", [x.Name, .. statistics], ["bn"], Attributes.None.With("epsilon", 0.01f))
        )[0];
    }
}
