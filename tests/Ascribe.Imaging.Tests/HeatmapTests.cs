using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests;

public sealed class HeatmapTests
{
    private static readonly HeatmapStyle Style = new();
    private static readonly Rgb Neutral = ColorMap.Diverging.At(0);

    [Fact]
    public void Heatmap_OfChannels_IsTheirSum()
    {
        var attribution = Tensor.Of([1f, 2, 3, 4, 10, 20, -30, 40], 2, 2, 2);
        foreach (var tensor in (Tensor[])[attribution, attribution.Reshape(1, 2, 2, 2)])
        {
            var heatmap = Heatmap.Of(tensor);
            (heatmap.Width, heatmap.Height).ShouldBe((2, 2));
            heatmap.Values.ToArray().ShouldBe([11.0, 22, -27, 44]);
            (heatmap[0, 1], heatmap.Peak, heatmap.Total).ShouldBe((-27, 44, 50));
        }
    }

    [Fact]
    public void Heatmap_OfMatrix_IsItself() =>
        Heatmap.Of(Tensor.Of([1.0, -2, 3, 4, 5, 6], 2, 3)).Values.ToArray().ShouldBe([1.0, -2, 3, 4, 5, 6]);

    [Fact]
    public void Heatmap_OfOtherShapes_IsRefused()
    {
        foreach (
            var tensor in (Tensor[])
                [Tensor.Vector(1f), Tensor.Of(new float[16], 2, 2, 2, 2), Tensor.Of<float>([], 0, 2, 2)]
        )
            Should.Throw<ModelException>(() => Heatmap.Of(tensor)).Message.ShouldContain(tensor.ToString());
    }

    [Fact]
    public void Heatmap_WithValuesThatAreNotFinite_IsRefused()
    {
        var tensor = Tensor.Of([1f, 2, float.NaN, float.PositiveInfinity], 2, 2);
        var message = Should.Throw<ModelException>(() => Heatmap.Of(tensor)).Message;
        message.ShouldContain("2 values that are not finite");
        message.ShouldContain("position 2");
    }

    [Fact]
    public void Scale_IsThePercentileOfMagnitudes()
    {
        var heatmap = Heatmap.Of(
            Tensor.Of(Enumerable.Range(0, 101).Select(i => i % 2 == 0 ? i : -(double)i).ToArray(), 1, 101)
        );
        heatmap.ScaleAt(99).ShouldBe(99);
        heatmap.ScaleAt(99.5).ShouldBe(99.5, 1e-9);
        heatmap.ScaleAt(100).ShouldBe(100);
        Should.Throw<ArgumentOutOfRangeException>(() => heatmap.ScaleAt(101));
        Should.Throw<ArgumentOutOfRangeException>(() => heatmap.ScaleAt(double.NaN));
    }

    [Fact]
    public void Scale_OfFewerPlacesThanThePercentileLeavesOut_IsTheLargest()
    {
        var values = new float[1000];
        values[3] = -4;
        Heatmap.Of(Tensor.Of(values, 10, 100)).ScaleAt(99).ShouldBe(4);
    }

    [Fact]
    public void Drawing_ClipsAtTheScaleOnBothSides()
    {
        var heatmap = Heatmap.Of(Tensor.Of([-9f, -2, -1, 0, 1, 2, 9], 1, 7));
        var drawn = heatmap.Draw(Style with { Scale = 2 });
        Enumerable
            .Range(0, 7)
            .Select(x => drawn[x, 0])
            .ShouldBe(new[] { -1, -1, -0.5, 0, 0.5, 1, 1 }.Select(ColorMap.Diverging.At));
    }

    [Fact]
    public void Drawing_InPositiveColors_ShowsNegativeAsZero()
    {
        var drawn = Heatmap.Of(Tensor.Of([-5f, 0, 5], 1, 3)).Draw(Style with { Colors = ColorMap.Sequential });
        drawn[0, 0].ShouldBe(drawn[1, 0]);
        drawn[2, 0].ShouldBe(ColorMap.Sequential.At(1));
        var blue = Picture.Of(3, 1, new(0, 0, 255));
        var over = Heatmap
            .Of(Tensor.Of([-5f, 0, 5], 1, 3))
            .Over(blue, Style with { Colors = ColorMap.Sequential, Fading = 0 });
        over[0, 0].ShouldBe(blue[0, 0]);
    }

    [Fact]
    public void Drawing_OfZeros_IsNeutral()
    {
        var zeros = Heatmap.Of(Tensor.Of(new float[6], 2, 3));
        zeros.ScaleAt(99).ShouldBe(0);
        zeros.Draw(Style).Pixels.ToArray().ShouldAllBe(channel => channel == Neutral.Red);
        zeros
            .Over(Patterns.Color, Style with { Fading = 0 })
            .Pixels.ToArray()
            .ShouldBe(Patterns.Color.Pixels.ToArray());
    }

    [Fact]
    public void Overlay_ByMagnitude_CoversNothingAtZeroAndMostAtTheScale()
    {
        var heatmap = Heatmap.Of(Tensor.Of([0f, 0, 0, 4], 1, 4));
        var blue = Picture.Of(4, 1, new(0, 0, 255));
        var style = Style with { Scale = 4, Opacity = 1, Fading = 0 };
        var over = heatmap.Over(blue, style);
        (over[0, 0], over[3, 0]).ShouldBe((new Rgb(0, 0, 255), ColorMap.Diverging.At(1)));
        heatmap.Over(blue, style with { Blend = Blend.Plain })[0, 0].ShouldBe(Neutral);
    }

    [Fact]
    public void SignParts_AddUpToTheWhole()
    {
        var heatmap = Heatmap.Of(Tensor.Of([3f, -2, 0, -0.5f], 2, 2));
        heatmap.Positive.Values.ToArray().ShouldBe([3.0, 0, 0, 0]);
        heatmap.Negative.Values.ToArray().ShouldBe([0, -2.0, 0, -0.5]);
        heatmap.Magnitude.Values.ToArray().ShouldBe([3, 2, 0, 0.5]);
    }

    [Fact]
    public void Resize_OfCoarseMap_IsBilinearWithFlatBorders()
    {
        // Centers of 2 places on 4: weights 1, ¾ and ¼ between, 1.
        Heatmap.Of(Tensor.Of([0f, 4], 1, 2)).Resize(4, 1).Values.ToArray().ShouldBe([0.0, 1, 3, 4]);
        Heatmap.Of(Tensor.Of([0f, 4], 2, 1)).Resize(1, 4).Values.ToArray().ShouldBe([0.0, 1, 3, 4]);
    }

    [Fact]
    public void Resize_AgreesWithThatOfPictures()
    {
        var red = Enumerable.Range(0, 35).Select(i => (double)Patterns.Color[i % 7, i / 7].Red).ToArray();
        var heatmap = Heatmap.Of(Tensor.Of(red, 5, 7)).Resize(3, 4);
        var picture = Patterns.Color.Resize(3, 4);
        for (var i = 0; i < 12; i++)
            heatmap.Values[i].ShouldBe(picture[i % 3, i / 3].Red, 1.01);
    }
}
