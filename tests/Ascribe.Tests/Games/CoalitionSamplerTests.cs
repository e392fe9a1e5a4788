using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Tests.Games;

public sealed class CoalitionSamplerTests
{
    private const int Many = 20_000;

    public static TheoryData<string, bool> Kinds =>
        new(CoalitionSizes.Known.SelectMany(s => new[] { (s.Name, false), (s.Name, true) }));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Sizes_AreDistributedAsStated(string sizes, bool paired)
    {
        var sampler = Sampler(12, sizes, paired);
        var histogram = new int[12];
        foreach (var coalition in sampler.Draw(Many, 1))
            histogram[coalition.Size]++;
        histogram.ShouldBeDrawnFrom(sampler.Sizes.Probabilities(12));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Coalitions_OfASizeAreEquallyLikely(string sizes, bool paired)
    {
        var sampler = Sampler(5, sizes, paired);
        var histogram = new int[31];
        foreach (var coalition in sampler.Draw(Many, 2))
            histogram[coalition.ToMask()]++;
        var bySize = sampler.Sizes.Probabilities(5);
        histogram.ShouldBeDrawnFrom([
            .. Enumerable
                .Range(0, 31)
                .Select(m => Coalition.FromMask(5, (ulong)m).Size)
                .Select(size => bySize[size] / Binomial.Of(5, size)),
        ]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Players_AreInEquallyOften(string sizes, bool paired)
    {
        // The mean size is (N − 1)/2, which the N players share.
        var expected = Many * (11 / 24.0);
        var counts = new int[12];
        foreach (var player in Sampler(12, sizes, paired).Draw(Many, 3).SelectMany(c => c.Members))
            counts[player]++;
        counts.ShouldAllBe(c => Math.Abs(c - expected) < 4.5 * Math.Sqrt(Many / 4.0));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Mean_OverTheDrawsOfManySeeds_IsTheExpectation(string sizes, bool paired)
    {
        var sampler = Sampler(6, sizes, paired);
        var game = SampleGames.Random(6, 4);
        var bySize = sampler.Sizes.Probabilities(6);
        var expected = Enumerable
            .Range(0, 63)
            .Select(m => Coalition.FromMask(6, (ulong)m))
            .Sum(c => game.Value(c) * bySize[c.Size] / Binomial.Of(6, c.Size));
        var means = Enumerable
            .Range(0, 500)
            .Select(seed => game.Values([.. sampler.Draw(20, seed)]).Average())
            .ToArray();
        var mean = means.Average();
        var error = Math.Sqrt(means.Sum(m => (m - mean) * (m - mean)) / 499 / 500);
        Math.Abs(mean - expected).ShouldBeLessThan(4 * error);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(80)]
    public void Pairs_ShareNobodyAndLeaveTheSamePlayerOut(int players)
    {
        foreach (
            var pair in new CoalitionSampler(players) { Paired = true }
                .Draw(100, 5)
                .Chunk(2)
        )
        {
            pair[0].Members.Intersect(pair[1].Members).ShouldBeEmpty();
            (pair[0].Size + pair[1].Size).ShouldBe(players - 1);
        }
    }

    [Fact]
    public void Pairs_AreSpreadEvenlyOverTheSizes()
    {
        var first = new CoalitionSampler(10) { Paired = true }
            .Draw(2000, 6)
            .Chunk(2)
            .Select(p => p[0].Size)
            .ToArray();
        for (var size = 0; size < 10; size++)
            first.Count(s => s == size).ShouldBeInRange(99, 101);
    }

    [Fact]
    public void Pairs_VaryLessThanPlainDraws()
    {
        var game = SampleGames.Additive(0, 1, 2, 3, 4, 5, 6);
        Spread(paired: true).ShouldBeLessThan(Spread(paired: false) / 4);

        double Spread(bool paired)
        {
            var sampler = new CoalitionSampler(6) { Paired = paired };
            var means = Enumerable.Range(0, 200).Select(s => game.Values([.. sampler.Draw(10, s)]).Average()).ToArray();
            return means.Sum(m => (m - means.Average()) * (m - means.Average()));
        }
    }

    [Fact]
    public void Draw_OfTheSameSeed_IsTheSame()
    {
        foreach (
            var sampler in new[]
            {
                new CoalitionSampler(9),
                new(9) { Paired = true },
                new(9) { Share = 0.3 },
            }
        )
        {
            sampler.Draw(50, 7).ShouldBe(sampler.Draw(50, 7));
            sampler.Draw(50, 7).ShouldNotBe(sampler.Draw(50, 8));
        }
    }

    [Fact]
    public void Draw_OfWhatCannotBeDrawn_IsRefused()
    {
        var sampler = new CoalitionSampler(8);
        Refused(sampler, 0, "at least 1");
        Refused(sampler with { Players = 0 }, 5, "player");
        Refused(sampler with { Paired = true }, 5, "even");
        Refused(sampler with { Share = 0 }, 5, "above 0");
        Refused(sampler with { Share = 1.5 }, 5, "at most 1");
        Refused(sampler with { Share = double.NaN }, 5, "NaN");
        Refused(sampler with { Share = 0.5, Paired = true }, 4, "plainly");
        Refused(sampler with { Share = 0.5, Players = 25 }, 4, "at most 24");
    }

    private static void Refused(CoalitionSampler sampler, int count, string named)
    {
        var message = Should.Throw<ModelException>(() => sampler.Draw(count, 0)).Message;
        message.ShouldContain(named);
        message.ShouldNotContain("\n");
    }

    private static CoalitionSampler Sampler(int players, string sizes, bool paired) =>
        new(players) { Sizes = CoalitionSizes.Known.Single(s => s.Name == sizes), Paired = paired };
}
