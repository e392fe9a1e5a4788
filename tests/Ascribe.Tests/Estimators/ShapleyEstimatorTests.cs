using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Tests.Games;

namespace Ascribe.Tests.Estimators;

public sealed class ShapleyEstimatorTests
{
    private const double Rounding = 1e-9;

    public static TheoryData<string> All => new(Estimation.All);

    public static TheoryData<string> Estimating => new(Estimation.Estimating);

    public static TheoryData<string> Regressions => new(Estimation.Regressions);

    [Fact]
    public void Names_AreUnique() => ShapleyEstimator.All.Select(e => e.Name).ShouldBeUnique();

    [Theory]
    [MemberData(nameof(All))]
    public void AdditiveGame_IsSolvedExactly(string name)
    {
        double[] worth = [1, -2, 0.5, 0, 4, 3.25];
        var estimate = Estimation.Estimate(name, SampleGames.Additive(7, worth), 300);
        if (name == "svarm")
        {
            // Its means are of values, not of what players add, so that chance has a part in them even here.
            ShouldBeNear(estimate, worth);
            return;
        }
        estimate.Values.ShouldBe(worth, Rounding);
        if (name != "effective-shapley")
            estimate.StandardErrors.ShouldAllBe(e => e < Rounding);
    }

    [Theory]
    [MemberData(nameof(Estimating))]
    public void RandomGame_IsMetOnTheAverageOverSeeds(string name)
    {
        var repetition = new Repetition(Estimation.Named(name), SampleGames.Random(8, 1), new() { Budget = 150 });
        repetition.Biases.ShouldAllBe(b => b < 4.5);
    }

    [Theory]
    [MemberData(nameof(Estimating))]
    public void Error_ShrinksWithTheBudget(string name)
    {
        var regression = Estimation.Regressions.Contains(name);
        var (small, large) = regression ? (60, 200) : (60, 600);
        // Draws with replacement: √10. Without: that of the rest of the coalitions as well.
        Error(large).ShouldBeLessThan(Error(small) / 2);

        double Error(long budget) =>
            new Repetition(Estimation.Named(name), SampleGames.Random(8, 2), new() { Budget = budget }, 60).Error;
    }

    [Theory]
    [MemberData(nameof(Regressions))]
    public void BudgetForAllCoalitions_GivesExactValuesWithoutError(string name)
    {
        for (var players = 2; players <= 9; players++)
        {
            var game = SampleGames.Random(players, players);
            foreach (var budget in new[] { 1L << players, 5000 })
            {
                var estimate = Estimation.Estimate(name, game, budget);
                estimate.Values.ShouldBe(game.Shapley(), Rounding, $"{players} players");
                estimate.StandardErrors.ShouldAllBe(e => e == 0);
                estimate.Evaluations.ShouldBe(1 << players);
            }
        }
    }

    [Theory]
    [InlineData("shapley-exact")]
    [InlineData("permutation-shapley")]
    [InlineData("permutation-shapley, plain")]
    [InlineData("kernel-shap")]
    [InlineData("leverage-shap")]
    [InlineData("leverage-shap-sizes")]
    [InlineData("regression-msr")]
    public void Values_SumToWhatEverybodyIsWorth(string name)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var game = SampleGames.Random(7, seed);
            var expected = game.AsSpan()[^1] - game.AsSpan()[0];
            Estimation.Estimate(name, game, 40 + seed, seed).Values.Sum().ShouldBe(expected, Rounding);
        }
    }

    [Theory]
    [MemberData(nameof(Estimating))]
    public void Evaluations_AreThoseAskedForAndWithinTheBudget(string name)
    {
        for (var players = 1; players <= 9; players++)
        {
            var table = SampleGames.Random(players, players);
            foreach (var budget in new long[] { 2, 3, 4, 5, 9, 30, 77, 300, 1500 })
                ShouldKeepTo(budget, name, table);
        }
    }

    [Fact]
    public void ExactShapley_AsksForEveryCoalitionOnce()
    {
        var asked = new List<Coalition>();
        var table = SampleGames.Random(6, 1);
        var estimate = Estimation.Estimate("shapley-exact", Recorded(table, asked), 10);
        asked.Count.ShouldBe(64);
        asked.ShouldBeUnique();
        estimate.Evaluations.ShouldBe(64);
        estimate.Values.ShouldBe(table.Shapley());
        estimate.StandardErrors.ShouldAllBe(e => e == 0);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Seed_DecidesTheAnswer(string name)
    {
        var game = SampleGames.Random(8, 3);
        var first = Estimation.Estimate(name, game, 150, seed: 5);
        var again = Estimation.Estimate(name, game, 150, seed: 5);
        again.Values.ShouldBe(first.Values);
        again.StandardErrors.ShouldBe(first.StandardErrors);
        if (name != "shapley-exact")
            Estimation.Estimate(name, game, 150, seed: 6).Values.ShouldNotBe(first.Values);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void SinglePlayer_IsWorthWhatItAdds(string name)
    {
        var estimate = Estimation.Estimate(name, new GameTable([3, 5.5]), 2);
        estimate.Values.ShouldBe([2.5]);
        estimate.StandardErrors.ShouldBe([0]);
        estimate.Evaluations.ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Estimating))]
    public void TwoPlayers_AreSolved(string name)
    {
        var game = new GameTable([1, 2, 4, 11]);
        var estimate = Estimation.Estimate(name, game, 400);
        if (name == "permutation-shapley, plain")
            ShouldBeNear(estimate, game.Shapley());
        else
            estimate.Values.ShouldBe(game.Shapley(), Rounding);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void ConstantGame_GivesNobodyAnything(string name)
    {
        var estimate = Estimation.Estimate(name, SampleGames.OfSize(6, _ => 42), 200);
        estimate.Values.ShouldAllBe(v => Math.Abs(v) < Rounding);
        if (name != "effective-shapley")
            estimate.StandardErrors.ShouldAllBe(e => e < Rounding);
    }

    [Theory]
    [MemberData(nameof(Estimating))]
    public void EqualPlayers_GetEqualValuesUpToTheirErrors(string name)
    {
        var game = SampleGames.OfSize(6, size => size * size);
        var estimate = Estimation.Estimate(name, game, 300);
        ShouldBeNear(estimate, [.. Enumerable.Repeat(6.0, 6)]);
    }

    [Theory]
    [InlineData("shapley-exact")]
    [InlineData("leverage-shap-sizes")]
    [InlineData("regression-msr")]
    [InlineData("stratified-shapley")]
    [InlineData("svarm")]
    public void EqualPlayers_OfThoseThatKnowSizes_GetEqualValues(string name)
    {
        var game = SampleGames.OfSize(8, size => Math.Sin(size) * size);
        Estimation.Estimate(name, game, 150).Values.ShouldAllBe(v => Math.Abs(v - Math.Sin(8)) < Rounding);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void GameWithoutValues_IsRefused(string name) =>
        Estimation
            .Refusal(() => Estimation.Estimate(name, SampleGames.OfSize(5, _ => double.NaN), 200))
            .ShouldContain("NaN");

    [Theory]
    [InlineData("kernel-shap", 4)]
    [InlineData("leverage-shap", 4)]
    [InlineData("leverage-shap-sizes", 4)]
    [InlineData("regression-msr", 4)]
    [InlineData("permutation-shapley", 16)]
    [InlineData("permutation-shapley, plain", 9)]
    [InlineData("stratified-shapley", 18)]
    [InlineData("owen-shapley", 20)]
    [InlineData("effective-shapley", 130)]
    public void Budget_TooSmall_IsRefusedWithTheLeast(string name, int least)
    {
        var game = SampleGames.Random(8, 4);
        var message = Estimation.Refusal(() => Estimation.Estimate(name, game, least - 1));
        message.ShouldContain($"at least {least} evaluations");
        message.ShouldContain($"{least - 1}.");
        Estimation.Estimate(name, game, least).Values.ShouldAllBe(v => double.IsFinite(v));
    }

    [Fact]
    public void Budget_OfSvarm_CoversItsWarmUp()
    {
        var game = SampleGames.Random(8, 4);
        // Two ends, sixteen coalitions next to them, and for sizes 2 … 6 those that cover every player, present and absent.
        const int least = 2 + 16 + 2 * (4 + 3 + 2 + 2 + 2);
        Estimation.Refusal(() => Estimation.Estimate("svarm", game, least - 1)).ShouldContain($"{least} evaluations");
        Estimation.Estimate("svarm", game, least).Evaluations.ShouldBe(least);
    }

    [Fact]
    public void Players_TooMany_AreRefusedBeforeAnythingIsAsked()
    {
        var game = Game.Of(3000, _ => throw new InvalidOperationException("The game was asked."));
        Estimation.Refusal(() => Estimation.Estimate("shapley-exact", game, 100)).ShouldContain("24");
        foreach (var name in Estimation.Regressions)
            Estimation.Refusal(() => Estimation.Estimate(name, game, 100)).ShouldContain("2048");
    }

    [Fact]
    public void Work_Cancelled_Ends()
    {
        foreach (var estimator in ShapleyEstimator.All)
        {
            Should.Throw<OperationCanceledException>(() =>
                estimator.Estimate(SampleGames.Random(5, 1), new() { Budget = 300 }, new CancellationToken(true))
            );
        }
    }

    private static void ShouldKeepTo(long budget, string name, GameTable table)
    {
        var asked = new List<Coalition>();
        ShapleyEstimate estimate;
        try
        {
            estimate = Estimation.Estimate(name, Recorded(table, asked), budget);
        }
        catch (ModelException refusal)
        {
            refusal.Message.ShouldContain("needs at least");
            asked.ShouldBeEmpty();
            return;
        }
        estimate.Evaluations.ShouldBe(asked.Count);
        estimate.Evaluations.ShouldBeLessThanOrEqualTo(budget);
        estimate.Values.Length.ShouldBe(table.Players);
        estimate.Values.ShouldAllBe(v => double.IsFinite(v));
        estimate.StandardErrors.ShouldAllBe(e => double.IsNaN(e) || e >= 0);
    }

    private static Game Recorded(GameTable table, List<Coalition> asked) =>
        Game.Of(
            table.Players,
            c =>
            {
                asked.Add(c);
                return table.AsSpan()[(int)c.ToMask()];
            }
        );

    /// <summary>Each value is within four of its standard errors.</summary>
    private static void ShouldBeNear(ShapleyEstimate estimate, double[] exact) =>
        exact
            .Select((value, player) => Math.Abs(estimate.Values[player] - value))
            .Zip(estimate.StandardErrors)
            .ShouldAllBe(e => e.First <= 4 * e.Second + Rounding);
}
