using Ascribe.Estimators;
using Ascribe.Games;

namespace Ascribe.Tests.Estimators;

public sealed class PairedDesignTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(19)]
    [InlineData(20)]
    public void Pairs_AreDistinctAndAsManyAsAskedFor(int players)
    {
        var all = (1L << (players - 1)) - 1;
        foreach (var count in new[] { 1, all / 3, all, all + 100 }.Where(c => c is > 0 and < 40_000))
        {
            var pairs = new PairedDesign(players, _ => 1).Draw(count, new Random(1));
            pairs.Length.ShouldBe((int)Math.Min(count, all));
            pairs.SelectMany(p => new[] { p.Smaller, p.Larger }).Distinct().Count().ShouldBe(2 * pairs.Length);
            pairs.ShouldAllBe(p => p.Smaller.Size == p.Stratum && 2 * p.Stratum <= players);
        }
    }

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    public void Coalitions_AreDrawnAsOftenAsExpected(int players)
    {
        const int draws = 4000;
        var design = new PairedDesign(players, k => 1.0 / (k * (players - k)));
        var counts = new Dictionary<Coalition, int>();
        var chances = new Dictionary<int, double>();
        for (var seed = 0; seed < draws; seed++)
        {
            foreach (var pair in design.Draw(20, new Random(seed)))
            {
                counts[pair.Smaller] = counts.GetValueOrDefault(pair.Smaller) + 1;
                chances[pair.Stratum] = pair.Expected / design.PairsOf(pair.Stratum);
            }
        }
        counts.Count.ShouldBe((1 << (players - 1)) - 1);
        chances.Sum(c => c.Value * design.PairsOf(c.Key)).ShouldBe(20, 1e-9);
        foreach (var (coalition, count) in counts)
        {
            var chance = chances[coalition.Size];
            ((double)count / draws).ShouldBe(chance, 4.5 * Math.Sqrt(chance * (1 - chance) / draws) + 1e-12);
        }
    }

    [Fact]
    public void Pairs_OfMorePlayersThanSubsetsCanBeCounted_HaveFiniteExpectations()
    {
        var pairs = new PairedDesign(1200, _ => 1).Draw(300, new Random(2));
        pairs.Length.ShouldBe(300);
        pairs.ShouldAllBe(p => p.Expected > 0 && p.Expected < 1);
        pairs.ShouldAllBe(p => p.ExpectedOfSize >= p.Expected);
    }
}
