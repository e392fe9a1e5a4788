using Ascribe.Estimators;

namespace Ascribe.Tests.Estimators;

public sealed class StrataMeanTests
{
    [Fact]
    public void Of_CountsEveryStratumTheSame()
    {
        var (mean, variance) = StrataMean.Of([Stratum(1, 3), Stratum(6, 6, 9, 11)], _ => false);
        mean.ShouldBe(5);
        // The squares are 2 and 18, so that the common variance is (2 + 18)/(1 + 3); it counts as one more draw of each.
        var (first, second) = ((2 + 5) / 2.0, (18 + 5) / 4.0);
        variance.ShouldBe((first / 2 + second / 4) / 4, 1e-12);
    }

    [Fact]
    public void Of_WhatIsExact_HasNoVariance()
    {
        StrataMean.Of([Stratum(1), Stratum(4)], _ => true).ShouldBe((2.5, 0));
        StrataMean.Of([Stratum(1), Stratum(2, 4)], s => s == 0).ShouldBe((2, 2 / 2.0 / 4));
    }

    [Fact]
    public void Of_StrataWithoutDraws_TakesTheMeanOfTheOthers() =>
        StrataMean.Of([Stratum(), Stratum(3), Stratum(5)], s => s > 0).Mean.ShouldBe(4);

    [Fact]
    public void Of_OneDrawEach_HasNoKnownVariance() =>
        StrataMean.Of([Stratum(1), Stratum(2)], _ => false).Variance.ShouldBe(double.NaN);

    private static Stratum Stratum(params double[] numbers)
    {
        var stratum = new Stratum();
        foreach (var number in numbers)
            stratum.Add(number);
        return stratum;
    }
}
