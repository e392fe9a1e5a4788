namespace Ascribe.Tests.Games;

/// <summary>How often each of several things was drawn.</summary>
internal static class Histogram
{
    /// <summary>Pearson's statistic, cells of fewer than five expected draws put together, is within five standard deviations.</summary>
    public static void ShouldBeDrawnFrom(this int[] counts, double[] probabilities)
    {
        var draws = (double)counts.Sum();
        var cells = counts.Zip(probabilities, (count, p) => (Count: (double)count, Expected: draws * p)).ToArray();
        var rare = cells.Where(c => c.Expected < 5).ToArray();
        (double Count, double Expected)[] tested =
        [
            .. cells.Where(c => c.Expected >= 5),
            .. rare.Sum(c => c.Expected) < 5 ? [] : new[] { (rare.Sum(c => c.Count), rare.Sum(c => c.Expected)) },
        ];
        var statistic = tested.Sum(c => (c.Count - c.Expected) * (c.Count - c.Expected) / c.Expected);
        var freedom = tested.Length - 1;
        statistic.ShouldBeLessThan(freedom + 5 * Math.Sqrt(2.0 * freedom));
    }
}
