namespace Ascribe.Experiments.Tests.Reports;

public sealed class SummaryTests
{
    [Fact]
    public void Interval_IsStudents()
    {
        // Three numbers of mean 2 and deviation 1: t(0.975; 2) = 4.30265.
        var summary = new Summary([1, 2, 3]);
        summary.Mean.ShouldBe(2, 1e-12);
        summary.Deviation.ShouldBe(1, 1e-12);
        summary.HalfWidth.ShouldBe(4.302652730 / Math.Sqrt(3), 1e-8);
        summary.CorrelationInterval.High.ShouldBe(1);
        summary.ToString().ShouldBe("2.000 ± 2.484");
    }

    [Fact]
    public void SingleNumber_HasNoSpread()
    {
        var summary = new Summary([0.25]);
        (summary.Deviation, summary.HalfWidth).ShouldBe((0, 0));
        summary.ToString().ShouldBe("0.250");
    }
}
