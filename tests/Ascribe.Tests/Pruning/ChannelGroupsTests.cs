using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Tests.Pruning;

public sealed class ChannelGroupsTests
{
    [Fact]
    public void ChainOfLayers_HasAGroupEach_WithItsConsumer()
    {
        var groups = ChannelGroups.Of(SmallModels.Cnn);
        groups.Select(g => g.Layers.Single()).ShouldBe(["conv1", "conv2"]);
        groups.Select(g => g.Channels).ShouldBe([4, 6]);
        groups[0].Consumers.ShouldBe(["conv2"]);
    }

    [Fact]
    public void ResidualLayers_AreOneGroup()
    {
        var group = ChannelGroups.Of(PruningCases.All["residual"].Whole).ShouldHaveSingleItem();
        group.Layers.ShouldBe(["c", "d"]);
        group.Channels.ShouldBe(4);
        group.Consumers.ShouldBe(["d", "e"]);
    }

    [Fact]
    public void ConcatenatedLayers_AreGroupsApart_FoundInWhatJoinsThem()
    {
        var model = PruningCases.All["concat"].Whole;
        var groups = ChannelGroups.Of(model, ["Concat"]);
        groups.Select(g => g.Layers.Single()).ShouldBe(["c", "d", "e"]);
        groups[1].Places["Concat"].ShouldBe([-1, -1, -1, 0, 1, 2, 3, -1, -1]);
    }

    [Fact]
    public void DepthwiseLayer_IsTiedToTheLayerBeforeIt()
    {
        var group = ChannelGroups.Of(PruningCases.All["depthwise"].Whole).ShouldHaveSingleItem();
        group.Layers.ShouldBe(["c", "deep"]);
        group.Places["deep"].ShouldBe([0, 0, 1, 1, 2, 2, 3, 3]);
        group.Without([1, 2])["deep"].ShouldBe([0, 1, 6, 7]);
    }

    [Fact]
    public void GroupedLayer_LosesTheSameOfEveryGroup()
    {
        var groups = ChannelGroups.Of(PruningCases.All["out of groups"].Whole);
        groups.Single(g => g.Layers is ["d"]).Places["d"].ShouldBe([0, 1, 2, 0, 1, 2]);
        groups.Single(g => g.Layers is ["c"]).Places["c"].ShouldBe([0, 1, 0, 1]);
    }

    [Fact]
    public void AttentionHeads_GoAsAWhole()
    {
        var groups = ChannelGroups.Of(PruningCases.All["attention heads"].Whole);
        groups.ShouldHaveSingleItem().Layers.ShouldBe(["q", "k", "v"], ignoreOrder: true);
        groups[0].Places["v"].ShouldBe([0, 0, 1, 1]);
    }

    [Fact]
    public void UnknownValue_IsRefused() =>
        Should
            .Throw<ModelException>(() => ChannelGroups.Of(SmallModels.Cnn, ["relu3"]))
            .Message.ShouldContain("Similar names: relu1, relu2");
}
