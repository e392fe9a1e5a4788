using Ascribe.Onnx;

namespace Ascribe.Metrics.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void TwoNumbers_HaveThreeMeans()
    {
        // 0, ½ and 1 with probabilities ¼, ½ and ¼: the middle 40 % are all ½, the middle 95 % reach both ends.
        new Bootstrap { Confidence = 0.4 }
            .Mean([0, 1])
            .Interval.ShouldBe(new ConfidenceInterval(0.5, 0.5));
        new Bootstrap().Mean([0, 1]).Interval.ShouldBe(new ConfidenceInterval(0, 1));
    }

    [Fact]
    public void Interval_OfManyNumbers_IsNearlyStudents()
    {
        var random = new Random(73);
        double[] numbers = [.. Enumerable.Range(0, 400).Select(_ => random.NextDouble())];
        var (drawn, exact) = (new Bootstrap().Mean(numbers), MeanEstimate.OfNormal(numbers));
        drawn.Mean.ShouldBe(exact.Mean);
        drawn.Interval.Low.ShouldBe(exact.Interval.Low, 0.003);
        drawn.Interval.High.ShouldBe(exact.Interval.High, 0.003);
        new Bootstrap().Mean(numbers).ShouldBe(drawn);
        new Bootstrap { Seed = 1 }
            .Mean(numbers)
            .ShouldNotBe(drawn);
    }

    [Fact]
    public void SeriesThatDifferByAConstant_DifferForSure()
    {
        var comparison = new Bootstrap { Resamples = 999 }.Compare([1.5, 2.5, 9.5], [1, 2, 9]);
        comparison.Difference.Mean.ShouldBe(0.5);
        comparison.Difference.Interval.ShouldBe(new ConfidenceInterval(0.5, 0.5));
        comparison.PValue.ShouldBe(0.002, 1e-12);
        comparison.IsSignificant.ShouldBeTrue();
    }

    [Fact]
    public void SeriesThatAreEqual_DoNot()
    {
        var comparison = new Bootstrap().Compare([1, 2, 9], [1, 2, 9]);
        comparison.PValue.ShouldBe(1);
        comparison.IsSignificant.ShouldBeFalse();
    }

    [Fact]
    public void Pairs_WithoutANumber_AreLeftOut()
    {
        var comparison = new Bootstrap().Compare([1, double.NaN, 3, 4], [0, 1, double.NaN, 2]);
        (comparison.Difference.Mean, comparison.Difference.Count, comparison.Difference.Missing).ShouldBe((1.5, 2, 2));
        var alone = new Bootstrap().Compare([1], [0]);
        alone.PValue.ShouldBe(double.NaN);
        alone.IsSignificant.ShouldBeFalse();
    }

    [Fact]
    public void SeriesOfDifferentLength_AreRefused() =>
        Should.Throw<ModelException>(() => new Bootstrap().Compare([1, 2], [1]));
}
