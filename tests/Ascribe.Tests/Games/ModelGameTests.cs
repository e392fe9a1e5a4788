using Ascribe.Games;
using Ascribe.Players;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Games;

public sealed class ModelGameTests
{
    [Fact]
    public void Values_AreTheTargetAtTheMixtures()
    {
        var x = SmallModels.Random(1, 2, 4);
        var question = new Question(Inputs(("x", x))) { Target = Target.Class(1) };
        using var network = new Network(SmallModels.Smooth);
        var games = ModelGame.Of(network, question, PlayerDivision.Columns);
        games.Length.ShouldBe(2);
        for (var example = 0; example < 2; example++)
        {
            var masks = Enumerable.Range(0, 16).ToArray();
            var mixtures = masks.SelectMany(m =>
                x.Rows(example, 1).ToDoubles().Select((v, i) => (float)((m >> i & 1) * v))
            );
            var mixed = Tensor.Of(mixtures.ToArray(), 16, 4);
            var expected = Differentiate(SmallModels.Smooth, question with { Inputs = Inputs(("x", mixed)) });
            var actual = games[example].Values([.. masks.Select(m => Coalition.FromMask(4, (ulong)m))]);
            Distance.Largest(actual, expected.Output.ToDoubles()).ShouldBeLessThan(1e-6);
        }
    }

    [Fact]
    public void Partition_IsThatOfTheDivision()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = new Question(Inputs(("x", SmallModels.Random(2, 1, 2, 8, 8)))) { Target = Target.Class(0) };
        var game = ModelGame.Of(network, question, PlayerDivision.Patches(4, 4)).ShouldHaveSingleItem();
        game.Players.ShouldBe(4);
        game.Partition.Sizes.ShouldBe([32, 32, 32, 32]);
    }
}
