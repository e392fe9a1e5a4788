using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Tests.Games;

public sealed class GameTests
{
    [Fact]
    public void Values_AreThoseOfTheFunctionInOrder()
    {
        var game = Game.Of(3, c => c.ToMask());
        game.Values([Coalition.Of(3, 2), Coalition.Empty(3), Coalition.All(3)]).ShouldBe([4, 0, 7]);
        game.Value(Coalition.Of(3, 0, 1)).ShouldBe(3);
        game.Values([]).ShouldBeEmpty();
    }

    [Fact]
    public void Values_OfACoalitionOfOthers_AreRefused() =>
        Should
            .Throw<ModelException>(() => Game.Of(3, _ => 0).Value(Coalition.Empty(4)))
            .Message.ShouldBe("a coalition of 4 players was asked of a game of 3.");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Values_ThatAreNotFinite_AreRefused(double value)
    {
        var game = Game.Of(3, c => c.Contains(1) ? value : 0);
        game.Value(Coalition.Of(3, 0)).ShouldBe(0);
        var message = Should.Throw<ModelException>(() => game.Values([Coalition.Empty(3), Coalition.Of(3, 1)])).Message;
        message.ShouldContain("at the coalition {1}");
    }

    [Fact]
    public void Game_OfNobody_IsRefused() => Should.Throw<ModelException>(() => Game.Of(0, _ => 0));

    [Fact]
    public void Values_Cancelled_AreNotComputed() =>
        Should.Throw<OperationCanceledException>(() =>
            Game.Of(2, _ => 0).Value(Coalition.Empty(2), new CancellationToken(true))
        );

    [Fact]
    public void Cached_AsksForEveryCoalitionOnce()
    {
        var asked = new List<Coalition>();
        var game = Game.Of(
                3,
                c =>
                {
                    asked.Add(c);
                    return c.ToMask();
                }
            )
            .Cached();
        var (one, two) = (Coalition.Of(3, 0), Coalition.Of(3, 1, 2));
        game.Values([one, two, one]).ShouldBe([1, 6, 1]);
        game.Values([two, Coalition.Empty(3)]).ShouldBe([6, 0]);
        game.Value(one).ShouldBe(1);
        asked.ShouldBe([one, two, Coalition.Empty(3)]);
    }
}
