using Ascribe.Runtime.Blocked;
using Ascribe.Tests;

namespace Ascribe.Runtime.Tests.Blocked;

public sealed class BlockedModelTests
{
    private static readonly SessionSettings Standard = new() { Blocked = false };

    [Theory]
    [MemberData(nameof(ConvolutionalSample.Names), MemberType = typeof(ConvolutionalSample))]
    public void Gradient_IsThatOfTheGraphItself(string network)
    {
        var model = ConvolutionalSample.Gradient(network);
        using var standard = new Session(model, Standard);
        using var blocked = new Session(BlockedModel.Of(model), BlockedForm.Settings(Standard));
        foreach (var examples in new[] { 1, 3, 1 })
        {
            var feeds = ConvolutionalSample.Feeds(examples);
            foreach (var (expected, found) in standard.Run(feeds).Zip(blocked.Run(feeds)))
            {
                found.Shape.ShouldBe(expected.Shape);
                Distance.RelativeL2(found.ToDoubles(), expected.ToDoubles()).ShouldBeLessThan(1e-5);
            }
        }
    }

    /// <summary>On processors for which ONNX Runtime has no blocks there is nothing to reorder.</summary>
    [Theory]
    [InlineData("residual")]
    [InlineData("branches")]
    [InlineData("pooled")]
    [InlineData("strided")]
    [InlineData("clipped")]
    [InlineData("depthwise")]
    public void WhatLiesBetweenConvolutions_IsNotReordered(string network)
    {
        var nodes = BlockedModel.Of(ConvolutionalSample.Gradient(network)).Graph.Nodes;
        nodes.Count(n => n.Op.StartsWith("Reorder", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(4);
        nodes.ShouldNotContain(n => n.Op == "ScatterElements" || n.Op == "Greater");
        nodes.ShouldContain(n => n.Op == "Within");
    }

    [Fact]
    public void Pool_NeedsNoIndicesAnyMore()
    {
        var nodes = BlockedModel.Of(ConvolutionalSample.Gradient("pooled")).Graph.Nodes;
        nodes.ShouldContain(n => n.Op == "MaxPoolGradient");
        nodes.Single(n => n.Op == "MaxPool").Outputs.Length.ShouldBe(1);
    }

    [Fact]
    public void SmallNetworks_AreNotWorthIt() =>
        BlockedModel.IsWorthIt(ConvolutionalSample.Gradient("odd channels")).ShouldBeFalse();
}
