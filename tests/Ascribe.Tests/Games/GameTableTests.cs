using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Tests.Golden;

namespace Ascribe.Tests.Games;

public sealed class GameTableTests
{
    private const double Rounding = 1e-12;

    [Fact]
    public void Values_OfTheGoldenGames_AreTheStatedOnes()
    {
        var games = GoldenCases.Document("games.json").GetProperty("games").EnumerateArray().ToArray();
        games.ShouldNotBeEmpty();
        foreach (var golden in games)
        {
            var game = new GameTable(NestedArray.Read(golden.GetProperty("values")).ToDoubles());
            var id = golden.GetProperty("id").GetString();
            game.Players.ShouldBe(golden.GetProperty("players").GetInt32(), id);
            game.Shapley().ShouldBe(NestedArray.Read(golden.GetProperty("shapley")).ToDoubles(), 1e-9, id);
            game.Banzhaf().ShouldBe(NestedArray.Read(golden.GetProperty("banzhaf")).ToDoubles(), 1e-9, id);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Values_OfARandomGame_AreThoseOfTheirDefinitions(int players)
    {
        var game = SampleGames.Random(players, players);
        game.Shapley().ShouldBe(Definitions.OverOrders(game), Rounding);
        game.Banzhaf().ShouldBe(Definitions.Banzhaf(game), Rounding);
        ShouldBeDefined(game);
    }

    [Theory]
    [InlineData(14)]
    [InlineData(16)]
    public void Values_OfManyPlayers_AreThoseOfTheirDefinitions(int players)
    {
        var game = SampleGames.Random(players, players);
        game.Shapley().ShouldBe(Definitions.Shapley(game), Rounding);
        game.Banzhaf().ShouldBe(Definitions.Banzhaf(game), Rounding);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(15)]
    public void Interactions_OfManyPlayers_AreThoseOfTheirDefinition(int players) =>
        ShouldBeDefined(SampleGames.Random(players, players));

    [Fact]
    public void Values_OfAnAdditiveGame_AreWhatEachBrings()
    {
        double[] worth = [.. Enumerable.Range(0, 16).Select(p => p * p - 40.5)];
        var game = GameTable.Of(SampleGames.Additive(3, worth));
        game.Shapley().ShouldBe(worth, 1e-10);
        game.Banzhaf().ShouldBe(worth, 1e-10);
        game.Interactions().Cast<double>().ShouldAllBe(i => Math.Abs(i) < 1e-10);
    }

    [Fact]
    public void Interactions_OfAPairThatWinsTogether_AreAboutThePair()
    {
        var interactions = GameTable.Of(Game.Of(3, c => c.Contains(0) && c.Contains(2) ? 1 : 0)).Interactions();
        interactions[0, 2].ShouldBe(1, Rounding);
        interactions[2, 0].ShouldBe(1, Rounding);
        interactions[0, 1].ShouldBe(0, Rounding);
        interactions[1, 1].ShouldBe(0);
    }

    [Fact]
    public void Of_AsksForEveryCoalitionOnce()
    {
        var asked = new List<ulong>();
        var game = Game.Of(
            13,
            c =>
            {
                asked.Add(c.ToMask());
                return c.Size;
            }
        );
        var table = GameTable.Of(game);
        asked.ShouldBe(Enumerable.Range(0, 1 << 13).Select(m => (ulong)m));
        table.Value(Coalition.Of(13, 2, 12)).ShouldBe(2);
        table.AsSpan()[0b101].ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    public void Table_OfNoPowerOfTwo_IsRefused(int count) =>
        Should
            .Throw<ModelException>(() => new GameTable(new double[count]))
            .Message.ShouldContain($"{count} are given");

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Table_WithoutAValue_IsRefusedByItsCoalition(double value) =>
        Should.Throw<ModelException>(() => new GameTable([0, 1, 2, value])).Message.ShouldContain("{0,1}");

    [Fact]
    public void Table_OfTooManyPlayers_IsRefusedBeforeAnythingIsAsked()
    {
        var game = Game.Of(25, _ => throw new InvalidOperationException("The game was asked."));
        Should.Throw<ModelException>(() => GameTable.Of(game)).Message.ShouldContain("at most 24 players");
        Should.NotThrow(() => GameTable.RequireFew(24));
    }

    private static void ShouldBeDefined(GameTable game)
    {
        var interactions = game.Interactions();
        for (var i = 0; i < game.Players; i++)
        for (var j = 0; j < game.Players; j++)
            interactions[i, j].ShouldBe(i == j ? 0 : Definitions.Interaction(game, i, j), Rounding, $"{i}, {j}");
    }
}
