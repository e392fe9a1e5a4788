using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Players;

public sealed class GivenPlayersTests
{
    [Fact]
    public void Numbers_ThatAreNotContiguous_ArePlayersInTheirOrder()
    {
        var partition = Divide(("x", Tensor.Vector(70L, -3, 70, 8), [4]));
        partition.Count.ShouldBe(3);
        partition.Ids["x"].ShouldBe([2, 0, 2, 1]);
        partition.Names.ShouldBe(["id -3", "id 8", "id 70"]);
    }

    [Fact]
    public void Numbers_SharedByTwoInputs_AreOnePlayer()
    {
        var partition = Divide(("a", Tensor.Vector(1, 2), [2]), ("b", Tensor.Vector(2, 5, 2), [3]));
        partition.Count.ShouldBe(3);
        partition.Ids["a"].ShouldBe([0, 1]);
        partition.Ids["b"].ShouldBe([1, 2, 1]);
        partition.Sizes.ShouldBe([1, 3, 1]);
    }

    [Fact]
    public void Numbers_AreBroadcast()
    {
        Divide(("x", Tensor.Of([0, 1, 2, 3], 2, 2), [3, 2, 2])).Ids["x"].ShouldBe([0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]);
        Divide(("x", Tensor.Of([0, 1], 2, 1), [2, 3])).Ids["x"].ShouldBe([0, 0, 0, 1, 1, 1]);
        Divide(("x", Tensor.Of([0, 1, 2], 1, 1, 3), [2, 3])).Ids["x"].ShouldBe([0, 1, 2, 0, 1, 2]);
        Divide(("x", Tensor.Scalar(7L), [2, 2])).Ids["x"].ShouldBe([0, 0, 0, 0]);
    }

    [Fact]
    public void Numbers_OfEveryExample_AreThoseOfTheExample()
    {
        var ids = Tensor.Of([4L, 4, 5, 6, 6, 6], 2, 3);
        Divide(0, ("x", ids, [3])).Ids["x"].ShouldBe([0, 0, 1]);
        Divide(1, ("x", ids, [3])).Count.ShouldBe(1);
        Refused("x", ids, [3], 2, "[2,3]", "[3]");
    }

    [Fact]
    public void Numbers_OfAnyType_MayBeWhole() =>
        Divide(("x", Tensor.Vector(2.0f, 1.0f, 2.0f), [3])).Ids["x"].ShouldBe([1, 0, 1]);

    [Theory]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Numbers_ThatAreNotWhole_AreRefused(float number) =>
        Refused("x", Tensor.Vector(0, number, 1), [3], 0, "'x'", "whole numbers");

    [Fact]
    public void Numbers_OfAnotherShape_AreRefused()
    {
        Refused("x", Tensor.Vector(0L, 1), [3], 0, "'x'", "[2]", "[3]");
        Refused("x", Tensor.Of([0L, 1, 2, 3, 4, 5], 3, 2), [2, 3], 0, "[3,2]", "[2,3]");
        Refused("x", Tensor.Of([0L, 1, 2, 3, 4, 5], 2, 1, 3), [3], 0, "[2,1,3]", "[3]");
    }

    [Fact]
    public void Feature_WithoutNumbers_IsRefused() => Refused("z", Tensor.Vector(0L), [1], 0, "no player", "'x'");

    private static PlayerPartition Divide(params (string Name, Tensor Ids, long[] Shape)[] features) =>
        Divide(0, features);

    private static PlayerPartition Divide(int example, params (string Name, Tensor Ids, long[] Shape)[] features) =>
        PlayerDivision
            .Given(Inputs([.. features.Select(f => (f.Name, f.Ids))]))
            .Of(
                features.ToImmutableSortedDictionary(
                    f => f.Name,
                    f => SmallModels.Random(1, [1, .. f.Shape]),
                    StringComparer.Ordinal
                ),
                example
            );

    private static void Refused(string named, Tensor ids, long[] shape, int example, params string[] words)
    {
        var features = ImmutableSortedDictionary<string, Tensor>.Empty.Add("x", SmallModels.Random(1, [1, .. shape]));
        var division = PlayerDivision.Given(Inputs((named, ids)));
        var message = Should.Throw<ModelException>(() => division.Of(features, example)).Message;
        message.ShouldNotContain("\n");
        foreach (var word in words)
            message.ShouldContain(word);
    }
}
