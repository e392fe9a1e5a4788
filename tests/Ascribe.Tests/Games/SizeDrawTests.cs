using Ascribe.Games;

namespace Ascribe.Tests.Games;

public sealed class SizeDrawTests
{
    [Fact]
    public void At_DividesTheUnitIntervalByWeights()
    {
        var draw = new SizeDraw([1, 2, 1]);
        new[] { 0, 0.2, 0.25, 0.7, 0.75, 0.999 }.Select(draw.At).ShouldBe([0, 0, 1, 1, 2, 2]);
    }

    [Fact]
    public void At_NeverGivesASizeWithoutWeight()
    {
        var draw = new SizeDraw([0, 0, 0, 1, 0, 0, 1, 0]);
        new[] { 0, 0.25, 0.5, 0.75, Math.BitDecrement(1) }.Select(draw.At).ShouldBe([3, 3, 6, 6, 6]);
    }
}
