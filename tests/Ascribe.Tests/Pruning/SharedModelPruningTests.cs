using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Tests.Arrays;

namespace Ascribe.Tests.Pruning;

public sealed class SharedModelPruningTests
{
    [Theory]
    [InlineData("squeezenet1.1-imagenet", 25)]
    [InlineData("googlenet-bn-imagenet-int8w", 50)]
    [InlineData("mobilenetv2-imagenet", 15)]
    [InlineData("resnet50-v1-imagenet-int8w", 30)]
    [InlineData("resnet20-cifar10", 10)]
    [InlineData("tinyvgg-10class", 4)]
    [InlineData("face-expression", 3)]
    [InlineData("face-recognition", 10)]
    public void RemovedChannels_AreLikeZeroWhereSumsGoOverThem(string name, int leastGroups)
    {
        var model = Model.Load(SharedData.Model(name));
        var form = PrunableForm.Of(model, null);
        var ties = new ChannelTies(form.Graph);
        var groups = ChannelGroups.Found(ties);
        groups.Length.ShouldBeGreaterThanOrEqualTo(leastGroups);
        var kept = Random(groups, new Random(name.Length));
        var pruned = ChannelRemoval.Keep(model, kept);
        pruned.ToBytes().Length.ShouldBeLessThan((int)(0.95 * model.ToBytes().Length));
        using var folder = new ScratchFolder();
        pruned.Save(folder["pruned.onnx"]);
        pruned = Model.Load(folder["pruned.onnx"]);
        var masks = ChannelMasks.Of(form, ties);
        var expected = Pruned.Run(masks.Model, masks.Zeroing(RemovedCells.Of(ties, kept)));
        Pruned.Difference(Pruned.Run(pruned), expected).ShouldBeLessThan(1e-5);
        Pruned.Difference(Pruned.Run(model), expected).ShouldBeGreaterThan(1e-3);
    }

    /// <summary>About a quarter of the channels of each group goes.</summary>
    private static ImmutableDictionary<string, ImmutableArray<int>> Random(
        ImmutableArray<ChannelGroup> groups,
        Random random
    ) =>
        groups
            .SelectMany(g => g.Without(Enumerable.Range(1, g.Channels - 1).Where(_ => random.Next(4) == 0)))
            .ToImmutableDictionary(StringComparer.Ordinal);
}
