using Ascribe.Experiments.Evaluation;

namespace Ascribe.Experiments.Tests.Evaluation;

public sealed class SummaryRowTests
{
    [Fact]
    public void Means_AndDifferences_AreThoseFoundByHand()
    {
        using var evaluation = new LinearEvaluation();
        var rows = evaluation.Run().Summarize();
        rows.Select(r => r.Estimate.Mean).ShouldBe([1.75, 16.75 / 9, 17.25 / 9, 0, 0, 2.5], 1e-5);
        rows[0].Standing.ShouldBe(Standing.Best);
        rows[1].ToBest!.Difference.Mean.ShouldBe(1.0 / 9, 1e-5);
        rows[2].ToBest!.Difference.Mean.ShouldBe(1.0 / 6, 1e-5);
        // Three pairs cannot tell anything apart, whatever the bootstrap says of them.
        rows[5].ToBest!.IsSignificant.ShouldBeTrue();
        rows[5].P.ShouldBe(0.25);
        rows[5].Standing.ShouldBe(Standing.NotToldApart);
    }

    [Fact]
    public void RealDifference_IsTold()
    {
        using var evaluation = new LinearEvaluation();
        var rows = Enumerable.Range(1, 12).Select(i => new[] { 0.1f * i, 1, 2 });
        var summary = evaluation.Run(rows: rows).Summarize();
        var saliency = summary[5];
        // The gap is |6 − (0.1·i + 8)|, whose mean over i = 1 … 12 is 2.65.
        saliency.Estimate.Mean.ShouldBe(2.65, 1e-5);
        saliency.Estimate.Interval.Low.ShouldBeInRange(2.3, 2.65);
        saliency.Estimate.Interval.High.ShouldBeInRange(2.65, 3.0);
        saliency.Standing.ShouldBe(Standing.Worse);
        saliency.P.ShouldBe(Math.Pow(2, -11));
        // The two others are compared besides, so that there are two comparisons.
        saliency.CorrectedP.ShouldBe(Math.Pow(2, -10));
    }

    [Fact]
    public void Holm_MultipliesByWhatIsLeft()
    {
        // 4·0.01, 3·0.02 = 0.06, 2·0.03 = 0.06, 0.5; one that is no comparison does not count.
        var corrected = Holm.Correct([0.03, 0.01, double.NaN, 0.5, 0.02]);
        corrected[2].ShouldBe(double.NaN);
        corrected.RemoveAt(2).ShouldBe([0.06, 0.04, 0.5, 0.06], 1e-12);
        Holm.Correct([0.9, 0.8]).ShouldBe([1, 1]);
    }
}
