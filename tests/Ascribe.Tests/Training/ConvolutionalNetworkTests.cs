using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Training;

namespace Ascribe.Tests.Training;

public sealed class ConvolutionalNetworkTests
{
    private static readonly ConvolutionalNetwork Small = new(2, 9, 8, 3) { Filters = [4, 5], Widths = [6] };

    [Fact]
    public void Build_HalvesThePictureAtEveryStage()
    {
        var graph = ShapeProbe.Learn(Small.Build()).Graph;
        Extents("conv1").ShouldBe([4, 9, 8]);
        Extents("pool1").ShouldBe([4, 4, 4]);
        Extents("pool2").ShouldBe([5, 2, 2]);
        Extents("hidden1").ShouldBe([6]);
        Extents(ConvolutionalNetwork.Logits).ShouldBe([3]);

        long?[] Extents(string value) => [.. graph.Info(value)!.Shape!.Value.Skip(1).Select(d => d.Extent)];
    }

    [Fact]
    public void Build_HasWeightsAndBiasesOfEveryLayer_DrawnBySeed()
    {
        var parameters = Parameters.Of(Small.Build(1).Graph);
        parameters
            .Select(p => p.Name)
            .ShouldBe(["filters1", "offsets1", "filters2", "offsets2", "weight1", "bias1", "weight2", "bias2"]);
        Weights(1).ShouldBe(Weights(1));
        Weights(1).ShouldNotBe(Weights(2));

        static float[] Weights(int seed) => Small.Build(seed).Graph.Constants["filters2"].ToFloats();
    }

    [Fact]
    public void WhatCannotBeBuilt_IsRefused()
    {
        Should.Throw<ModelException>(() => (Small with { Filters = [4, 0] }).Build()).Message.ShouldContain("of 0");
        Should
            .Throw<ModelException>(() => (Small with { Filters = [4, 4, 4, 4] }).Build())
            .Message.ShouldContain("too small for 4 stages");
    }
}
