using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Tests.Games;

namespace Ascribe.Tests.Estimators;

/// <summary>What estimators may ask of a game, and what they refuse to do.</summary>
public sealed class EstimationBudgetTests
{
    public static TheoryData<string> All => new(Estimation.All);

    public static TheoryData<string> Estimating => new(Estimation.Estimating);

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
}
