using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Tests.Games;

public sealed class CoalitionPoolTests
{
    [Fact]
    public void Share_IsDrawnFromThePoolAlone()
    {
        var sampler = new CoalitionSampler(6) { Share = 0.25 };
        var drawn = sampler.Draw(5000, 9).Select(c => (uint)c.ToMask()).ToHashSet();
        var pool = CoalitionPool.Draw(6, 0.25, new Random(9)).Masks;
        pool.Count.ShouldBe(16);
        pool.ShouldBeUnique();
        drawn.ShouldBe(pool.Where(m => m != 63), ignoreOrder: true);
    }

    [Fact]
    public void Share_KeepsTheDistributionOfSizes()
    {
        var histogram = new int[6];
        foreach (var coalition in new CoalitionSampler(6) { Share = 0.8 }.Draw(20_000, 12))
            histogram[coalition.Size]++;
        histogram.ShouldBeDrawnFrom(CoalitionSizes.Uniform.Probabilities(6));
    }

    [Fact]
    public void Share_OfEverybodyAlone_IsRefused()
    {
        var sampler = new CoalitionSampler(1) { Share = 0.1 };
        var seed = Enumerable.Range(0, 50).First(s => CoalitionPool.Draw(1, 0.1, new Random(s)).Masks[0] == 1);
        Should.Throw<ModelException>(() => sampler.Draw(3, seed)).Message.ShouldContain("larger");
    }
}
