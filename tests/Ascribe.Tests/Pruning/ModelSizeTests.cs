using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Tests.Pruning;

public sealed class ModelSizeTests
{
    [Fact]
    public void SmallNetwork_IsCountedByHand()
    {
        var size = ModelSize.Of(SmallModels.Cnn);
        size.Parameters.ShouldBe(4 * 2 * 9 + 6 * 4 * 9 + 6 * 3);
        size.MultiplyAdds.ShouldBe(64 * 4 * 2 * 9 + 4 * 6 * 4 * 9 + 6 * 3);
        size.GigaFlops.ShouldBe(2e-9 * size.MultiplyAdds, 1e-15);
        size.Bytes.ShouldBe(SmallModels.Cnn.ToBytes().Length);
    }

    [Fact]
    public void PrunedNetwork_IsSmallerInEveryRespect()
    {
        var pruned = ModelSize.Of(ChannelRemoval.Keep(SmallModels.Cnn, Pruned.Channels(("conv1", [0, 2]))));
        pruned.Parameters.ShouldBe(2 * 2 * 9 + 6 * 2 * 9 + 6 * 3);
        pruned.MultiplyAdds.ShouldBe(64 * 2 * 2 * 9 + 4 * 6 * 2 * 9 + 6 * 3);
        pruned.Bytes.ShouldBeLessThan(SmallModels.Cnn.ToBytes().Length);
    }

    [Fact]
    public void GroupsAndStoredIntegers_AreCounted()
    {
        ModelSize.Of(PruningCases.All["into groups"].Whole).MultiplyAdds.ShouldBe(36 * 4 * 2 * 9 + 16 * 6 * 2 * 9);
        var stored = ModelSize.Of(PruningCases.All["stored integers"].Whole);
        stored.Parameters.ShouldBe(4 * 2 * 9 + 3 * 4 * 9 + 4 + 3);
    }

    [Fact]
    public void SharedModel_HasTheSizeThatIsKnownOfIt()
    {
        // The published count of multiply–adds of ResNet-20 for CIFAR-10 is 40.8 million.
        var size = ModelSize.Of(Model.Load(Testing.SharedData.Model("resnet20-cifar10")));
        size.MultiplyAdds.ShouldBeInRange(40_000_000, 41_500_000);
        size.Parameters.ShouldBeInRange(268_000, 275_000);
    }
}
