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

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void Surrounding_IsTheMeanOverThePositionsAroundThePatch(int patch, int margin)
    {
        var picture = SmallModels.Random(5, 2, 2, 7, 5);
        var found = new SurroundingBaseline { Patch = patch, Margin = margin }.Numbers(picture);
        var values = picture.ToDoubles();
        var expected = new double[values.Length];
        for (var plane = 0; plane < 4; plane++)
        for (var y = 0; y < 7; y++)
        for (var x = 0; x < 5; x++)
        {
            var (top, left) = (y / patch * patch, x / patch * patch);
            var around =
                from v in Enumerable.Range(0, 7)
                from u in Enumerable.Range(0, 5)
                let inside = v >= top && v < top + patch && u >= left && u < left + patch
                let near = v >= top - margin
                    && v < top + patch + margin
                    && u >= left - margin
                    && u < left + patch + margin
                where near && !inside
                select values[plane * 35 + v * 5 + u];
            expected[plane * 35 + y * 5 + x] = around.Average();
        }
        Distance.Largest(found, expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Surrounding_OfASequence_WorksAlongItsOneSpatialAxis() =>
        new SurroundingBaseline { Patch = 2 }
            .Numbers(Tensor.Of([1f, 2, 3, 4, 5], 1, 1, 5))
            .ShouldBe([3, 3, 3.5, 3.5, 4]);

    private static int Mirror(int place, int extent)
    {
        while (place < 0 || place >= extent)
            place = place < 0 ? -1 - place : 2 * extent - 1 - place;
        return place;
    }
}
