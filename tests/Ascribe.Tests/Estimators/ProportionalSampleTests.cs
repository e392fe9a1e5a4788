using Ascribe.Estimators;

namespace Ascribe.Tests.Estimators;

public sealed class ProportionalSampleTests
{
    [Fact]
    public void Probability_OverAllSamplesOfASize_SumsToOne()
    {
        var sum = 0.0;
        for (var a = 0; a <= 3; a++)
        for (var b = 0; b <= 4; b++)
        for (var c = 0; c <= 5; c++)
            sum += a + b + c == 6 ? ProportionalSample.Probability([3, 4, 5], [a, b, c]) : 0;
        sum.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void Probability_OfASmallCase_IsCounted()
    {
        // Of the 10 pairs of 2 and 3 things, 6 have one of each.
        ProportionalSample.Probability([2, 3], [1, 1]).ShouldBe(0.6, 1e-12);
        ProportionalSample.Probability([2, 3], [2, 3]).ShouldBe(1, 1e-12);
        ProportionalSample.Probability([2, 3], [0, 0]).ShouldBe(1, 1e-12);
        ProportionalSample.Probability([2, 3], [3, 0]).ShouldBe(0);
        ProportionalSample.Probability([2, 3], [-1, 2]).ShouldBe(0);
    }

    [Fact]
    public void Probability_IsHowOftenASimulationHitsIt()
    {
        const int draws = 50_000;
        int[] urn = [0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2];
        var random = new Random(1);
        var hits = 0;
        for (var draw = 0; draw < draws; draw++)
        {
            random.Shuffle(urn);
            hits += urn.Take(6).Count(g => g == 0) == 2 && urn.Take(6).Count(g => g == 1) == 1 ? 1 : 0;
        }
        var probability = ProportionalSample.Probability([4, 2, 6], [2, 1, 3]);
        var error = Math.Sqrt(probability * (1 - probability) / draws);
        ((double)hits / draws).ShouldBe(probability, 4 * error);
    }

    [Fact]
    public void Probability_OfUnequallyManyNumbers_IsAMistake() =>
        Should.Throw<ArgumentException>(() => ProportionalSample.Probability([1, 2], [1]));

    [Fact]
    public void Allot_GivesWhatIsLeftToTheLargestRemainders()
    {
        ProportionalSample.Allot([1, 1, 2], 8).ShouldBe([2, 2, 4]);
        ProportionalSample.Allot([5, 3, 2], 7).ShouldBe([4, 2, 1]);
        ProportionalSample.Allot([0, 1, 0], 5).ShouldBe([0, 5, 0]);
        ProportionalSample.Allot([0, 0], 5).ShouldBe([0, 0]);
        ProportionalSample.Allot([], 5).ShouldBeEmpty();
    }

    [Fact]
    public void Allot_IsWithinOneOfTheProportionAndSumsToTheCount()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 200; trial++)
        {
            double[] shares = [.. Enumerable.Range(0, 1 + trial % 30).Select(_ => Math.Pow(random.NextDouble(), 4))];
            var counts = ProportionalSample.Allot([.. shares], trial);
            counts.Sum().ShouldBe(trial);
            counts.Zip(shares).ShouldAllBe(p => Math.Abs(p.First - p.Second / shares.Sum() * trial) < 1);
        }
    }
}
