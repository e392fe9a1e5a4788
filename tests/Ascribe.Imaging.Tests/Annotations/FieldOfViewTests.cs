using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class FieldOfViewTests
{
    public static TheoryData<int, int, InputCard> Views =>
        new()
        {
            { 50, 37, Card(22, 22, Fit.Crop, 26) },
            { 37, 50, Card(22, 22, Fit.Crop, null) },
            { 9, 12, Card(40, 30, Fit.Crop, 48) },
            { 31, 20, Card(16, 24, Fit.Stretch, null) },
            { 24, 24, Card(24, 24, Fit.Crop, null) },
        };

    [Theory]
    [MemberData(nameof(Views))]
    public void Mask_IsWhereItsPictureIsSeen(int width, int height, InputCard card)
    {
        var mask = PixelMask.Of(width, height, (x, y) => (x * 7 + y * 5) % 11 < 4 || (x > width / 3 && y > height / 2));

        var seen = FieldOfView.Of(card, width, height).Of(mask);

        // The picture's way: white where the mask is, scaled and cut, in 8 bits, which round once per direction.
        var picture = card.Prepare(mask.Draw());
        (seen.Width, seen.Height).ShouldBe((picture.Width, picture.Height));
        for (var y = 0; y < seen.Height; y++)
        for (var x = 0; x < seen.Width; x++)
            if (Math.Abs(picture[x, y].Red - 127.5) > 1)
                seen[x, y].ShouldBe(picture[x, y].Red > 127, $"({x}, {y})");
        seen.Count.ShouldBeInRange(1, seen.Width * seen.Height - 1);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public void BoxAndPolygon_AreWhereTheirPicturesAreSeen(int width, int height, InputCard card)
    {
        var view = FieldOfView.Of(card, width, height);
        Region[] regions =
        [
            new BoxRegion(width * 0.3, height * 0.2, width * 0.8, height * 0.7),
            new PolygonRegion([
                [new(width * 0.1, height * 0.9), new(width * 0.5, height * 0.05), new(width * 0.95, height * 0.8)],
            ]),
        ];
        foreach (var region in regions)
        {
            var seen = view.Of(region).Rasterize(view.Width, view.Height);
            var picture = card.Prepare(region.Rasterize(width, height).Draw());
            // Gray pixels lie on the edge, which the picture's way blurs; of convex regions all others are certain.
            for (var y = 0; y < view.Height; y++)
            for (var x = 0; x < view.Width; x++)
                if (picture[x, y].Red is 0 or 255)
                    seen[x, y].ShouldBe(picture[x, y].Red == 255, $"{region.GetType().Name} ({x}, {y})");
            seen.Count.ShouldBeInRange(1, view.Width * view.Height - 1);
        }
    }

    [Fact]
    public void Point_MovesWithTheCrop()
    {
        // 500 × 375 becomes 341 × 256, of which columns 58 … 281 and rows 16 … 239 are seen.
        var view = FieldOfView.Of(Card(224, 224, Fit.Crop, 256), 500, 375);

        var middle = view.Of(new PicturePoint(250, 187.5));

        middle.X.ShouldBe(341 / 2.0 - 58, 1e-12);
        middle.Y.ShouldBe(112, 1e-12);
    }

    [Fact]
    public void Picture_LosesTheObjectsThatAreNotSeen()
    {
        var picture = new AnnotatedPicture(
            "photo.jpg",
            40,
            20,
            [
                new("left", new BoxRegion(0, 0, 8, 20)),
                new("middle", new BoxRegion(15, 5, 25, 15)),
                new("cut", new BoxRegion(25, 0, 40, 20)) { MarkedDifficult = true },
            ]
        );

        var seen = FieldOfView.Of(Card(10, 10, Fit.Crop, null), 40, 20).Of(picture);

        (seen.Path, seen.Width, seen.Height).ShouldBe(("photo.jpg", 10, 10));
        seen.Classes.ShouldBe(["middle", "cut"]);
        seen.Objects[0].Region.ShouldBe(new BoxRegion(2.5, 2.5, 7.5, 7.5));
        seen.Objects[1].Region.ShouldBe(new BoxRegion(7.5, 0, 10, 10));
        seen.Objects[1].MarkedDifficult.ShouldBeTrue();
    }

    [Fact]
    public void AnotherSize_IsAModelException()
    {
        var view = FieldOfView.Of(Card(10, 10, Fit.Crop, null), 40, 20);

        Should.Throw<ModelException>(() => view.Of(Drawing.Mask("#"))).Message.ShouldContain("1 × 1");
        Should
            .Throw<ModelException>(() => view.Of(new AnnotatedPicture("a.jpg", 20, 40, [])))
            .Message.ShouldContain("a.jpg");
    }

    private static InputCard Card(int width, int height, Fit fit, int? shortSide) =>
        new()
        {
            Width = width,
            Height = height,
            Fit = fit,
            ShortSide = shortSide,
        };
}
