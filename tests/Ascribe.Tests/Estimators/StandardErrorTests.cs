using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Tests.Games;

namespace Ascribe.Tests.Estimators;

/// <summary>Reported errors are how far the estimates of other seeds lie.</summary>
public sealed class StandardErrorTests
{
    private const double Agreement = 0.35;

    public static TheoryData<string> Estimating => new(Estimation.Estimating);

    public static TheoryData<string> Regressions => new(Estimation.Regressions);

    [Theory]
    [MemberData(nameof(Estimating))]
    public void StandardErrors_OfARandomGame_AreTheSpreadOverSeeds(string name)
    {
        ShouldAgree(name, SampleGames.Random(8, 1), 150 + (name == "stratified-shapley" ? 50 : 0));
        ShouldAgree(name, SampleGames.Random(8, 1), 240);
    }

    [Theory]
    [MemberData(nameof(Estimating))]
    public void StandardErrors_OfAVote_AreTheSpreadOverSeeds(string name) =>
        ShouldAgree(name, GameTable.Of(SampleGames.Vote), 200);

    [Theory]
    [MemberData(nameof(Estimating))]
    public void StandardErrors_OfASaturatingGame_AreTheSpreadOverSeeds(string name) =>
        ShouldAgree(name, GameTable.Of(SampleGames.Saturating(9)), 300);

    [Theory]
    [MemberData(nameof(Regressions))]
    public void StandardErrors_OfAnAllButFullSample_AreTheSpreadOverSeeds(string name) =>
        ShouldAgree(name, SampleGames.Random(8, 1), 250);

    [Theory]
    [InlineData("kernel-shap")]
    [InlineData("leverage-shap")]
    [InlineData("leverage-shap-sizes")]
    public void StandardErrors_OfAFitThroughAllItsPoints_AreUnknown(string name)
    {
        var estimate = Estimation.Estimate(name, SampleGames.Random(8, 1), 16);
        estimate.StandardErrors.ShouldAllBe(e => double.IsNaN(e));
    }

    [Fact]
    public void StandardErrors_BeforeAnyStratumWasDrawnTwice_AreUnknown() =>
        Estimation
            .Estimate("stratified-shapley", SampleGames.Random(8, 1), 60)
            .StandardErrors.ShouldAllBe(e => double.IsNaN(e));

    [Theory]
    [MemberData(nameof(Estimating))]
    public void Precision_EndsTheWorkEarlyAtAboutTheErrorAskedFor(string name)
    {
        var regression = Estimation.Regressions.Contains(name);
        var game = GameTable.Of(SampleGames.Saturating(10));
        // Regressions look at their error after an eighth, a quarter and a half of the budget, the others every 1024 evaluations.
        var (precision, budget) = regression ? (0.1, 1000) : (0.02, 60_000);
        var options = new EstimationOptions { Budget = budget, Precision = precision };
        var repetition = new Repetition(Estimation.Named(name), game, options, seeds: 40);
        repetition.Evaluations.ShouldBeLessThan(budget / 2.0);
        repetition.RelativeError.ShouldBeInRange(0.5 * precision, 1.3 * precision);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Precision_ThatNothingReaches_IsRefused(double precision) =>
        Estimation
            .Refusal(() =>
                Estimation.Named("owen-shapley").Estimate(SampleGames.Random(3, 1), new() { Precision = precision })
            )
            .ShouldContain("above 0");

    private static void ShouldAgree(string name, GameTable game, long budget)
    {
        var repetition = new Repetition(Estimation.Named(name), game, new() { Budget = budget });
        (repetition.Reported / repetition.Spread).ShouldBeInRange(1 - Agreement, 1 + Agreement);
    }
}
