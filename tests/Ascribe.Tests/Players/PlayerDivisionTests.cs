using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Tests.Players;

public sealed class PlayerDivisionTests
{
    [Fact]
    public void Patches_WithRaggedEdges_AreSmallerThere() =>
        Ids(PlayerDivision.Patches(2, 3), 2, 3, 5)
            .ShouldBe([
                .. (int[])[0, 0, 0, 1, 1],
                .. (int[])[0, 0, 0, 1, 1],
                .. (int[])[2, 2, 2, 3, 3],
                // The second channel belongs to the same players.
                .. (int[])[0, 0, 0, 1, 1],
                .. (int[])[0, 0, 0, 1, 1],
                .. (int[])[2, 2, 2, 3, 3],
            ]);

    [Fact]
    public void Patches_AsLargeAsThePicture_AreOnePlayer() =>
        Ids(PlayerDivision.Patches(3, 4), 1, 3, 4).ShouldAllBe(id => id == 0);

    [Fact]
    public void Pixels_HaveAllChannels() =>
        Ids(PlayerDivision.Pixels, 3, 2, 2).ShouldBe([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);

    [Fact]
    public void Channels_HaveAllPositions() =>
        Ids(PlayerDivision.Channels, 3, 2, 2).ShouldBe([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);

    [Fact]
    public void Tokens_HaveTheirWholeEmbedding() => Ids(PlayerDivision.Tokens, 3, 2).ShouldBe([0, 0, 1, 1, 2, 2]);

    [Fact]
    public void Tokens_OfIds_AreOneEach() => Ids(PlayerDivision.Tokens, 3).ShouldBe([0, 1, 2]);

    [Fact]
    public void Columns_AreTheLastAxis() => Ids(PlayerDivision.Columns, 2, 3).ShouldBe([0, 1, 2, 0, 1, 2]);

    [Fact]
    public void Elements_OfTwoFeatures_AreNumberedOneFeatureAfterTheOther()
    {
        var partition = PlayerDivision.Elements.Of(Features(("b", [1, 2]), ("a", [1, 3])));
        partition.Count.ShouldBe(5);
        partition.Ids["a"].ShouldBe([0, 1, 2]);
        partition.Ids["b"].ShouldBe([3, 4]);
    }

    [Fact]
    public void Blocks_OfTwoFeatures_AreNumberedOneFeatureAfterTheOther()
    {
        var partition = PlayerDivision.Columns.Of(Features(("b", [1, 2, 2]), ("a", [1, 3])));
        partition.Count.ShouldBe(5);
        partition.Ids["a"].ShouldBe([0, 1, 2]);
        partition.Ids["b"].ShouldBe([3, 4, 3, 4]);
        partition.Sizes.ShouldBe([1, 1, 1, 2, 2]);
    }

    [Fact]
    public void Blocks_AlongAnyAxis_ReachThroughTheOthers() =>
        Ids(PlayerDivision.Blocks("halves of channels", "half", new BlockAxis(1, 2)), 4, 1, 2)
            .ShouldBe([0, 0, 0, 0, 1, 1, 1, 1]);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(1, 4)]
    [InlineData(0, 1)]
    [InlineData(1, -2)]
    public void Patches_ThatDoNotFit_AreRefused(int height, int width) =>
        Refused(PlayerDivision.Patches(height, width), [1, 2, 4, 3], "'x'", $"patches:{height}x{width}", "do not fit");

    [Fact]
    public void Division_OfTooFewAxes_IsRefused()
    {
        Refused(PlayerDivision.Pixels, [1, 7], "'x'", "no axis", "pixels");
        Refused(PlayerDivision.Patches(1, 1), [1, 7], "'x'", "no axis");
        Refused(PlayerDivision.Channels, [1], "'x'", "no axis", "channels");
        Refused(PlayerDivision.Columns, [1], "'x'", "no axis", "columns");
        Refused(PlayerDivision.Superpixels(4), [1, 8, 8], "'x'", "[N,C,H,W]");
    }

    [Fact]
    public void ToString_SaysWhatTheCommandLineTakes()
    {
        PlayerDivision.Patches(2, 3).ToString().ShouldBe("patches:2x3");
        PlayerDivision.Superpixels(50).ToString().ShouldBe("superpixels:50");
        PlayerDivision.Elements.ToString().ShouldBe("elements");
        PlayerDivision.Tokens.ToString().ShouldBe("tokens");
    }

    /// <summary>The players of the elements of a feature with these extents behind the batch.</summary>
    private static int[] Ids(PlayerDivision division, params long[] shape)
    {
        var partition = division.Of(Features(("x", [1, .. shape])));
        partition.Count.ShouldBe(partition.Ids["x"].Max() + 1);
        return [.. partition.Ids["x"]];
    }

    private static ImmutableSortedDictionary<string, Tensor> Features(
        params ReadOnlySpan<(string Name, long[] Shape)> features
    ) =>
        features
            .ToArray()
            .ToImmutableSortedDictionary(f => f.Name, f => SmallModels.Random(1, f.Shape), StringComparer.Ordinal);

    private static void Refused(PlayerDivision division, long[] shape, params string[] named)
    {
        var message = Should.Throw<ModelException>(() => division.Of(Features(("x", shape)))).Message;
        message.ShouldNotContain("\n");
        foreach (var word in named)
            message.ShouldContain(word);
    }
}
