using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests;

public sealed class FigureTests
{
    private static readonly Heatmap Signed = Heatmap.Of(Tensor.Of([-1f, 0, 0, 2], 2, 2));

    [Fact]
    public void Figure_OfSignedMap_HasFourPanelsOnOneScale()
    {
        var figure = Figure.Of(Picture.Of(40, 40, new(0, 128, 0)), Signed, new HeatmapStyle { Percentile = 100 });
        figure.Panels.Length.ShouldBe(4);
        figure.Legend!.Scale.ShouldBe(2);
        var (positive, negative) = (figure.Panels[2].Picture, figure.Panels[3].Picture);
        positive[39, 39].ShouldBe(ColorMap.Diverging.At(1));
        positive[0, 0].ShouldBe(ColorMap.Diverging.At(0));
        negative[0, 0].ShouldBe(ColorMap.Diverging.At(-0.5));
        negative[39, 39].ShouldBe(ColorMap.Diverging.At(0));
    }

    [Fact]
    public void Figure_Drawn_HoldsThePanelsPixels()
    {
        var green = Picture.Of(64, 64, new(0, 128, 0));
        var figure = new Figure([new("one", green), new("two", Patterns.Color.Resize(64, 64))]) { PanelHeight = 64 };
        var drawn = figure.Draw();
        (drawn.Width, drawn.Height).ShouldBe((64 * 2 + 12 + 32, 16 + 26 + 64 + 16));
        drawn.Crop(16, 42, 64, 64).Pixels.ToArray().ShouldBe(green.Pixels.ToArray());
        drawn.Crop(92, 42, 64, 64).Pixels.ToArray().ShouldBe(Patterns.Color.Resize(64, 64).Pixels.ToArray());
        Dark(drawn.Crop(16, 0, 140, 42)).ShouldBeGreaterThan(20, "the titles are there");
    }

    [Fact]
    public void Legend_Drawn_HasColorsAndNumbers()
    {
        var legend = new Legend(ColorMap.Diverging, 0.0123, "attribution").Draw(400);
        (legend.Width, legend.Height).ShouldBe((400, Legend.Height));
        Near(legend[38, 30], ColorMap.Diverging.At(-1));
        Near(legend[200, 30], ColorMap.Diverging.At(0));
        Near(legend[361, 30], ColorMap.Diverging.At(1));
        Dark(legend.Crop(0, 0, 400, 20)).ShouldBeGreaterThan(20, "the label is there; are fonts installed?");
        Dark(legend.Crop(20, 45, 40, 14)).ShouldBeGreaterThan(5, "the lowest number is there");
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.5, "−0.5")]
    [InlineData(123.456, "123")]
    [InlineData(0.00001234, "1.23e−5")]
    [InlineData(-98765.4, "−9.88e+4")]
    public void Legend_WritesThreeDigits(double value, string text) => Legend.Format(value).ShouldBe(text);

    [Fact]
    public void Titles_OfAnyText_AreDrawn()
    {
        var figure = new Figure([new("a < b & \"c\" \u0001 \ud800 " + new string('w', 300), Patterns.Color)])
        {
            Title = "<svg>",
        };
        figure.Draw().Height.ShouldBeGreaterThan(320);
        Should.Throw<ModelException>(() => new Figure([]).Draw());
    }

    private static void Near(Rgb actual, Rgb expected)
    {
        Math.Abs(actual.Red - expected.Red).ShouldBeLessThan(8);
        Math.Abs(actual.Green - expected.Green).ShouldBeLessThan(8);
        Math.Abs(actual.Blue - expected.Blue).ShouldBeLessThan(8);
    }

    private static int Dark(Picture picture) =>
        picture.Pixels.ToArray().Where((value, i) => i % 3 == 0 && value < 120).Count();
}
