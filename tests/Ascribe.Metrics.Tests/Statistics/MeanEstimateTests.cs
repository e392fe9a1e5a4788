namespace Ascribe.Metrics.Tests.Statistics;

public sealed class MeanEstimateTests
{
    [Fact]
    public void Interval_IsStudentsT()
    {
        // t at 97.5 % and 4 degrees of freedom is 2.7764451; s = √2.5.
        var estimate = MeanEstimate.OfNormal([1, 2, 3, 4, 5]);
        estimate.Mean.ShouldBe(3);
        estimate.Interval.High.ShouldBe(3 + 2.7764451052 * Math.Sqrt(2.5 / 5), 1e-8);
        estimate.Interval.Low.ShouldBe(3 - 2.7764451052 * Math.Sqrt(2.5 / 5), 1e-8);
        estimate.ToString().ShouldBe("3.00 [1.04, 4.96]");
    }

    [Fact]
    public void MissingNumbers_AreLeftOutAndCounted()
    {
        var estimate = MeanEstimate.OfNormal([1, double.NaN, 3]);
        (estimate.Mean, estimate.Count, estimate.Missing).ShouldBe((2, 2, 1));
        var alone = MeanEstimate.OfNormal([double.NaN, 7]);
        alone.Mean.ShouldBe(7);
        alone.Interval.Low.ShouldBe(double.NaN);
    }

    [Fact]
    public void Interval_HoldsTheTruthAsOftenAsItSays()
    {
        var random = new Random(72);
        var hits = Enumerable
            .Range(0, 4000)
            .Count(_ =>
                MeanEstimate.OfNormal([.. Enumerable.Range(0, 4).Select(_ => Normal(random))], 0.9).Interval.Contains(0)
            );
        // Four standard errors of a share of 90 % of 4,000.
        (hits / 4000.0).ShouldBe(0.9, 4 * Math.Sqrt(0.09 / 4000));
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
