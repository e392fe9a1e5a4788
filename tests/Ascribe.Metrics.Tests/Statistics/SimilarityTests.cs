namespace Ascribe.Metrics.Tests.Statistics;

public sealed class SimilarityTests
{
    [Fact]
    public void Spearman_SharesTheRanksOfTies()
    {
        // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: r = 4.5/√(4.5·5).
        Similarity.Spearman.Of([10, 20, 20, 30], [1, 2, 3, 4]).ShouldBe(4.5 / Math.Sqrt(4.5 * 5), 1e-12);
        Similarity.Spearman.Of([1, 2, 3], [1, 8, 27]).ShouldBe(1, 1e-12);
        Similarity.Spearman.Of([1, 2, 3], [3, 2, 1]).ShouldBe(-1, 1e-12);
    }

    [Fact]
    public void Kendall_CountsPairsAsBruteForceDoes()
    {
        var random = new Random(71);
        for (var trial = 0; trial < 50; trial++)
        {
            var length = random.Next(2, 30);
            // Few different numbers make many ties.
            double[] a = [.. Enumerable.Range(0, length).Select(_ => (double)random.Next(6))];
            double[] b = [.. Enumerable.Range(0, length).Select(_ => (double)random.Next(6))];
            Similarity.KendallTau.Of(a, b).ShouldBe(BruteForce(a, b), 1e-12);
        }
    }

    [Fact]
    public void Correlations_WithAConstant_AreUndefined()
    {
        foreach (var correlation in new[] { Similarity.Pearson, Similarity.Spearman, Similarity.KendallTau })
            correlation.Of([1, 1, 1], [1, 2, 3]).ShouldBe(double.NaN, correlation.Name);
    }

    private static double BruteForce(double[] a, double[] b)
    {
        var (agreement, untiedA, untiedB) = (0, 0, 0);
        for (var i = 0; i < a.Length; i++)
        for (var j = 0; j < i; j++)
        {
            agreement += Math.Sign(a[i] - a[j]) * Math.Sign(b[i] - b[j]);
            untiedA += a[i] != a[j] ? 1 : 0;
            untiedB += b[i] != b[j] ? 1 : 0;
        }
        return agreement / Math.Sqrt((double)untiedA * untiedB);
    }
}
