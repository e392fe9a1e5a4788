namespace Ascribe.Tests.Baselines;

public sealed class BlurBaselineTests
{
    [Theory]
    [InlineData(0.7)]
    [InlineData(3)]
    [InlineData(40)]
    public void Blur_IsTheDoubleSumOverAnEndlesslyMirroredPicture(double sigma)
    {
        var picture = SmallModels.Random(1, 2, 3, 5, 4);
        var found = new BlurBaseline { Sigma = sigma }.Numbers(picture);
        var values = picture.ToDoubles();
        var expected = new double[values.Length];
        var radius = (int)Math.Ceiling(4 * sigma);
        var kernel = Enumerable
            .Range(-radius, 2 * radius + 1)
            .Select(k => Math.Exp(-k * k / (2 * sigma * sigma)))
            .ToArray();
        var total = kernel.Sum();
        for (var plane = 0; plane < 6; plane++)
        for (var y = 0; y < 5; y++)
        for (var x = 0; x < 4; x++)
        for (var dy = -radius; dy <= radius; dy++)
        for (var dx = -radius; dx <= radius; dx++)
            expected[plane * 20 + y * 4 + x] +=
                kernel[dy + radius]
                * kernel[dx + radius]
                / (total * total)
                * values[plane * 20 + Mirror(y + dy, 5) * 4 + Mirror(x + dx, 4)];
        Distance.Largest(found, expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Blur_KeepsTheMeanOfEveryChannel_AndAWideOneNothingElse()
    {
        var picture = SmallModels.Random(2, 1, 2, 6, 7);
        var narrow = new BlurBaseline { Sigma = 2 }.Numbers(picture);
        var wide = new BlurBaseline { Sigma = 100 }.Numbers(picture);
        foreach (var channel in picture.ToDoubles().Chunk(42).Index())
        {
            var mean = channel.Item.Average();
            narrow[(42 * channel.Index)..(42 * channel.Index + 42)].Average().ShouldBe(mean, 1e-7);
            wide[(42 * channel.Index)..(42 * channel.Index + 42)].ShouldAllBe(v => Math.Abs(v - mean) < 1e-5);
        }
    }

    [Fact]
    public void Blur_OfSigmaZero_LeavesThePictureAsItIs()
    {
        var picture = SmallModels.Random(3, 2, 2, 3, 3);
        new BlurBaseline { Sigma = 0 }
            .Of(Site.Of(picture))
            .ContentEquals(picture)
            .ShouldBeTrue();
    }

    [Fact]
    public void Blur_WithChannelsLast_IsThatOfTheTurnedPicture()
    {
        // [1,2,3,4] with the channels first, and the same numbers with the channels last.
        var first = SmallModels.Random(4, 1, 2, 3, 4);
        var numbers = first.ToFloats();
        var turned = Tensor.Of([.. Enumerable.Range(0, 24).Select(i => numbers[i % 2 * 12 + i / 2])], 1, 3, 4, 2);
        var expected = new BlurBaseline { Sigma = 1.5 }.Numbers(first);
        var found = new BlurBaseline { Sigma = 1.5, ChannelAxis = -1 }.Numbers(turned);
        Distance
            .Largest(found, [.. Enumerable.Range(0, 24).Select(i => expected[i % 2 * 12 + i / 2])])
            .ShouldBeLessThan(1e-7);
    }

    private static int Mirror(int place, int extent)
    {
        while (place < 0 || place >= extent)
            place = place < 0 ? -1 - place : 2 * extent - 1 - place;
        return place;
    }
}
