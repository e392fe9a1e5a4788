using Ascribe.Experiments.Baselines;

namespace Ascribe.Experiments.Tests.Baselines;

public sealed class ComparisonsTests
{
    /// <summary>Scores of four examples: SIG is this much above each single baseline, more or less.</summary>
    private static ScoresByChoice Above(double random, double zero, double mean, double noise, bool larger = true) =>
        ScoresByChoice.Of(
            new[] { -noise, noise, -noise, noise }.Select(e =>
                (Func<string, double>)(
                    name =>
                        name switch
                        {
                            "random" => 1 - random,
                            "zero" => 1 - zero,
                            "mean" => 1 - mean,
                            _ => 1 + e,
                        }
                )
            ),
            larger
        );

    [Fact]
    public void Verdict_FollowsFromWhatChanceDoesNotExplain()
    {
        Comparisons.Verdict([Above(0.5, 0.5, 0.5, 0.01)]).ShouldBe(Verdict.Agrees);
        Comparisons.Verdict([Above(-0.5, -0.5, -0.5, 0.01, larger: false)]).ShouldBe(Verdict.Agrees);
        Comparisons.Verdict([Above(-0.5, -0.5, -0.5, 0.01)]).ShouldBe(Verdict.Differs);
        Comparisons.Verdict([Above(0.5, 0.5, -0.5, 0.01)]).ShouldBe(Verdict.PartlyAgrees);
        Comparisons.Verdict([Above(0.5, 0.5, 0.5, 10)]).ShouldBe(Verdict.Undecided);
        // Ahead of one by more than chance, but behind another by less.
        Comparisons.Verdict([Above(0.5, 0.5, -0.001, 0.01)]).ShouldBe(Verdict.PartlyAgrees);
    }

    [Fact]
    public void Verdict_OfManyComparisons_TakesMoreThanOneAloneWould()
    {
        // Three degrees of freedom, standard error 0.058: of three comparisons the interval is ±0.28, of thirty ±0.63.
        var one = Above(0.3, -0.01, -0.01, 0.1);
        Comparisons.Verdict([one]).ShouldBe(Verdict.PartlyAgrees);
        Comparisons.Verdict([.. Enumerable.Repeat(one, 10)]).ShouldBe(Verdict.Undecided);
    }

    [Fact]
    public void Verdict_OfEqualScores_IsUndecided() =>
        Comparisons.Verdict([Above(0, 0, 0, 0)]).ShouldBe(Verdict.Undecided);

    [Fact]
    public void Text_CountsMeansAndWhatIsClear() =>
        Comparisons
            .Text([Above(0.5, 0.001, -0.5, 0.01)])
            .ShouldBe(
                "SIG has the better mean in 2 of 3 comparisons with a single baseline; by more than chance explains (95 % for all of them together, paired) it is better in 1 and worse in 1."
            );

    [Fact]
    public void Rows_HoldTheDifferenceOfPairs() =>
        Comparisons
            .Rows(Above(0.5, 0.25, 0, 0), "net")
            .Select(r => string.Join('|', r))
            .ShouldBe([
                "net|SIG|1.000 ± 0.000|–",
                "net|random|0.500 ± 0.000|0.500 ± 0.000",
                "net|zero|0.750 ± 0.000|0.250 ± 0.000",
                "net|mean|1.000 ± 0.000|0.000 ± 0.000",
            ]);
}
