using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Cards;

public class InputCardTests
{
    private static readonly InputCard ImageNet = new()
    {
        Width = 224,
        Height = 224,
        ShortSide = 256,
    };

    [Theory]
    [InlineData(500, 375, 341, 256, 58, 16)]
    [InlineData(375, 500, 256, 341, 16, 58)]
    [InlineData(500, 334, 383, 256, 79, 16)]
    [InlineData(227, 227, 256, 256, 16, 16)]
    [InlineData(100, 1000, 256, 2560, 16, 1168)]
    public void Place_ShortSideAndCrop_RoundsToTheNearestPixel(
        int width,
        int height,
        int w,
        int h,
        int left,
        int top
    ) => ImageNet.Place(width, height).ShouldBe(new Placement(w, h, left, top));

    [Fact]
    public void Place_WithoutShortSide_CoversTheView()
    {
        var wide = new InputCard { Width = 40, Height = 20 };

        wide.Place(400, 400).ShouldBe(new Placement(40, 40, 0, 10));
        wide.Place(400, 100).ShouldBe(new Placement(80, 20, 20, 0));
        wide.Place(40, 20).ShouldBe(new Placement(40, 20, 0, 0));
    }

    [Fact]
    public void Place_Stretch_ScalesBothSides() =>
        new InputCard
        {
            Width = 40,
            Height = 20,
            Fit = Fit.Stretch,
        }
            .Place(7, 900)
            .ShouldBe(new Placement(40, 20, 0, 0));

    [Fact]
    public void Place_AnySize_LiesWithinTheScaledPicture()
    {
        var wide = new InputCard { Width = 31, Height = 17 };
        for (var width = 1; width < 60; width++)
        for (var height = 1; height < 60; height++)
        {
            var view = wide.Place(width, height);
            (view.Left >= 0 && view.Top >= 0).ShouldBeTrue();
            (view.Left + 31 <= view.ScaledWidth && view.Top + 17 <= view.ScaledHeight).ShouldBeTrue();
        }
    }

    [Fact]
    public void Place_EmptyPicture_IsAModelException() => Should.Throw<ModelException>(() => ImageNet.Place(0, 5));

    [Fact]
    public void Show_OfWhatTheNetworkTakes_IsWhatItSees()
    {
        var card = new InputCard
        {
            Width = 6,
            Height = 4,
            Mean = [0.5, 0.4, 0.3],
            Std = [0.2, 0.3, 0.4],
        };
        var picture = new Picture(20, 11, 4, [.. Enumerable.Range(0, 880).Select(i => (byte)(i * 37))]);

        var seen = card.Prepare(picture);

        (seen.Width, seen.Height, seen.Channels).ShouldBe((6, 4, 3));
        card.Show(card.Preprocessing.Apply(6, 4, seen.Pixels)).Pixels.ToArray().ShouldBe(seen.Pixels.ToArray());
    }
}
