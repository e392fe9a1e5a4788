using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Tests.Players;

public sealed class SuperpixelTests
{
    [Theory]
    [InlineData(40, 60, 30, 24)]
    [InlineData(40, 60, 23, 24)]
    [InlineData(33, 47, 19, 15)]
    [InlineData(50, 50, 4, 9)]
    [InlineData(64, 64, 37, 100)]
    [InlineData(24, 100, 51, 2)]
    public void Regions_DoNotCrossABorderOfColors(int height, int width, int border, int count)
    {
        var ids = Divide(Halves(height, width, border), count);
        foreach (var region in ids.Take(height * width).Index().GroupBy(p => p.Item))
            region.Select(p => p.Index % width < border).Distinct().Count().ShouldBe(1, $"region {region.Key}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    [InlineData(150)]
    public void Regions_OfANoisyPicture_AreConnectedAndAboutAsManyAsWanted(int count)
    {
        const int height = 40;
        const int width = 50;
        var random = new Random(3);
        var picture = Picture(
            3,
            height,
            width,
            (c, y, x) => Math.Sin(y / 7.0 + c) + x / 30.0 + 0.3 * random.NextDouble()
        );
        var ids = Divide(picture, count);
        var regions = ids.Max() + 1;
        ((double)regions).ShouldBeInRange(0.5 * count, 1.5 * count + 0.5);
        ids.Distinct().Count().ShouldBe(regions);
        for (var region = 0; region < regions; region++)
            Connected(ids[..(height * width)], region, width).ShouldBeTrue($"region {region}");
    }

    [Fact]
    public void Regions_HaveAllChannels()
    {
        var ids = Divide(SmallModels.Random(1, 1, 3, 16, 16), 9);
        ids[256..512].ShouldBe(ids[..256]);
        ids[512..].ShouldBe(ids[..256]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1024)]
    public void Regions_OfAConstantPicture_AreAboutEqual(int count)
    {
        var ids = Divide(Picture(1, 32, 32, (_, _, _) => 0.7), count);
        ids.Distinct().Count().ShouldBe(count);
        ids.CountBy(id => id).ShouldAllBe(region => region.Value * count > 512 && region.Value * count < 2048);
    }

    [Fact]
    public void Regions_OfTwoFeatures_AreNumberedOneFeatureAfterTheOther()
    {
        var features = ImmutableSortedDictionary<string, Tensor>
            .Empty.Add("a", Picture(1, 8, 8, (_, _, _) => 0))
            .Add("b", Picture(1, 4, 4, (_, _, _) => 0));
        var partition = PlayerDivision.Superpixels(4).Of(features);
        partition.Count.ShouldBe(8);
        partition.Ids["a"].Max().ShouldBe(3);
        partition.Ids["b"].Min().ShouldBe(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(65)]
    public void Count_ThatNoPictureHas_IsRefused(int count) =>
        Should
            .Throw<ModelException>(() => Divide(Picture(1, 8, 8, (_, _, _) => 0), count))
            .Message.ShouldContain($"{count} superpixels");

    private static int[] Divide(Tensor picture, int count) =>
        [
            .. PlayerDivision
                .Superpixels(count)
                .Of(ImmutableSortedDictionary<string, Tensor>.Empty.Add("x", picture))
                .Ids["x"],
        ];

    /// <summary>Blue on the left of a border, yellow on the right.</summary>
    private static Tensor Halves(int height, int width, int border) =>
        Picture(3, height, width, (c, _, x) => x < border == (c == 2) ? 1 : 0);

    private static Tensor Picture(int channels, int height, int width, Func<int, int, int, double> color) =>
        Tensor.Of(
            [
                .. from c in Enumerable.Range(0, channels)
                from y in Enumerable.Range(0, height)
                from x in Enumerable.Range(0, width)
                select (float)color(c, y, x),
            ],
            1,
            channels,
            height,
            width
        );

    private static bool Connected(int[] ids, int region, int width)
    {
        var left = ids.Index().Where(p => p.Item == region).Select(p => p.Index).ToHashSet();
        var open = new Stack<int>([left.First()]);
        while (open.TryPop(out var pixel))
        {
            if (!left.Remove(pixel))
                continue;
            open.Push(pixel - width);
            open.Push(pixel + width);
            if (pixel % width > 0)
                open.Push(pixel - 1);
            if (pixel % width < width - 1)
                open.Push(pixel + 1);
        }
        return left.Count == 0;
    }
}
