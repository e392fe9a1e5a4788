using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Tests.Players;

public sealed class PlayerGridTests
{
    [Fact]
    public void Grid_TellsWhereEveryElementsPlayerStands()
    {
        var partition = PlayerDivision.Patches(2, 3).Of(Features(("x", [1, 2, 5, 7]), ("y", [1, 1, 2, 3])));
        partition.Grids.Select(g => (g.Feature, g.First, g.Count)).ShouldBe([("x", 0, 9), ("y", 9, 1)]);
        for (var i = 0; i < 70; i++)
        {
            var player = partition.Ids["x"][i];
            partition.Grids[0].Places(player).ShouldBe([i % 35 / 7 / 2, i % 7 / 3]);
        }
        partition.Grids[1].Places(partition.Ids["y"][0]).ShouldBe([0, 0]);
    }

    [Fact]
    public void ByFeature_NumbersOneFeatureAfterTheOther()
    {
        var division = PlayerDivision.ByFeature(
            ImmutableSortedDictionary<string, PlayerDivision>
                .Empty.Add("table", PlayerDivision.Columns)
                .Add("picture", PlayerDivision.Patches(2, 2))
                .Add("rest", PlayerDivision.Elements)
        );
        var partition = division.Of(Features(("table", [1, 3]), ("picture", [1, 1, 4, 2]), ("rest", [1, 2])));
        partition.Count.ShouldBe(7);
        partition.Ids["picture"].ShouldBe([0, 0, 0, 0, 1, 1, 1, 1]);
        partition.Ids["rest"].ShouldBe([2, 3]);
        partition.Ids["table"].ShouldBe([4, 5, 6]);
        partition
            .Grids.Select(g => (g.Feature, g.One, g.First))
            .ShouldBe([("picture", "patch", 0), ("table", "column", 4)]);
        Should.Throw<ModelException>(() => division.Of(Features(("other", [1, 2])))).Message.ShouldContain("'other'");
    }

    [Fact]
    public void Features_OfAQuestion_ComeWithTheShapeOfOneExample()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(1, 3, 2, 8, 8));
        network.Features(question).ShouldHaveSingleItem().Value.ShouldBe([1, 2, 8, 8]);
    }

    private static ImmutableSortedDictionary<string, Tensor> Features(
        params ReadOnlySpan<(string Name, long[] Shape)> features
    ) =>
        features
            .ToArray()
            .ToImmutableSortedDictionary(
                f => f.Name,
                f => Tensor.Filled(ElementType.Float32, [.. f.Shape], 0),
                StringComparer.Ordinal
            );
}
