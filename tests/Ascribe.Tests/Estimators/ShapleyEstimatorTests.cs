using Ascribe.Estimators;
using Ascribe.Games;
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

    /// <summary>Each value is within four of its standard errors.</summary>
    private static void ShouldBeNear(ShapleyEstimate estimate, double[] exact) =>
        exact
            .Select((value, player) => Math.Abs(estimate.Values[player] - value))
            .Zip(estimate.StandardErrors)
            .ShouldAllBe(e => e.First <= 4 * e.Second + Rounding);
}
