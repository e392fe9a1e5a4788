using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class RegionTests
{
    [Fact]
    public void Box_HoldsThePixelsWhoseCentersItHolds() =>
        Drawing
            .Of(new BoxRegion(0.5, 0.6, 2.5, 3.5).Rasterize(4, 4))
            .ShouldBe([
                "....", // the centers at 0.5 lie above 0.6
                "##..", // 0.5 is on the left edge and counts, 2.5 on the right one and does not
                "##..",
                "....",
            ]);

    [Fact]
    public void Box_BeyondThePicture_IsCutOff() =>
        Drawing.Of(new BoxRegion(-5, 1, 2, 99).Rasterize(3, 3)).ShouldBe(["...", "##.", "##."]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Polygon_OfAnyShape_IsEvenOdd(int seed)
    {
        var random = new Random(seed);
        var corners = Enumerable.Range(0, 9).Select(_ => Corner(random)).ToImmutableArray();

        var mask = new PolygonRegion([corners]).Rasterize(20, 17);

        for (var y = 0; y < 17; y++)
        for (var x = 0; x < 20; x++)
            mask[x, y].ShouldBe(IsOdd(corners, x + 0.5, y + 0.5), $"({x}, {y})");
        mask.Count.ShouldBeInRange(1, 20 * 17 - 1);
    }

    [Fact]
    public void Polygon_ThatCrossesItself_HasAHole() =>
        // Twice around: the inner square lies within both turns.
        Drawing
            .Of(
                Polygon([(0, 0), (5, 0), (5, 5), (0, 5), (0, 0), (1, 1), (1, 4), (4, 4), (4, 1), (1, 1)])
                    .Rasterize(5, 5)
            )
            .ShouldBe(["#####", "#...#", "#...#", "#...#", "#####"]);

    [Fact]
    public void Polygon_OfSeveralParts_IsTheirUnion() =>
        Drawing
            .Of(Polygon([(0, 0), (3, 0), (3, 2), (0, 2)], [(2, 1), (5, 1), (5, 3), (2, 3)]).Rasterize(5, 3))
            .ShouldBe(["###..", "#####", "..###"]);

    [Fact]
    public void Polygon_Box_IsTheBox()
    {
        var box = new BoxRegion(1.5, 0.25, 6.5, 4.75);

        var polygon = Polygon([(1.5, 0.25), (6.5, 0.25), (6.5, 4.75), (1.5, 4.75)]);

        Drawing.Of(polygon.Rasterize(8, 6)).ShouldBe(Drawing.Of(box.Rasterize(8, 6)));
        polygon.Bounds.ShouldBe(box);
    }

    [Fact]
    public void Neighbors_ShareNoPixelAndLeaveNone()
    {
        // The diagonal runs through the centers of pixels.
        var upper = Polygon([(0, 0), (6, 0), (6, 6)]).Rasterize(6, 6);
        var lower = Polygon([(0, 0), (6, 6), (0, 6)]).Rasterize(6, 6);

        upper.Or(lower).Count.ShouldBe(36);
        (upper.Count + lower.Count).ShouldBe(36);
    }

    [Fact]
    public void Mask_KeepsItsPixelsAndItsSize()
    {
        var mask = Drawing.Mask(".....", "..#..", ".##..");

        new MaskRegion(mask).Rasterize(5, 3).ShouldBeSameAs(mask);
        new MaskRegion(mask).Bounds.ShouldBe(new BoxRegion(1, 1, 3, 3));
        mask.Count.ShouldBe(3);
        mask.ToArray()[2, 1].ShouldBeTrue();
        mask.Draw()[2, 1].ShouldBe(Rgb.White);
        Should.Throw<ModelException>(() => new MaskRegion(mask).Rasterize(3, 5)).Message.ShouldContain("5 × 3");
    }

    [Fact]
    public void Mask_ThatDoesNotFit_IsAModelException()
    {
        Should.Throw<ModelException>(() => new PixelMask(2, 2, new bool[3])).Message.ShouldContain("2 × 2");
        Should.Throw<ModelException>(() => Drawing.Mask("..").Or(Drawing.Mask("."))).Message.ShouldContain("1 × 1");
    }

    private static PolygonRegion Polygon(params (double X, double Y)[][] parts) =>
        new([.. parts.Select(part => part.Select(p => new PicturePoint(p.X, p.Y)).ToImmutableArray())]);

    // Beyond the picture, too; multiples of an eighth never lie on the same line as a center by accident only.
    private static PicturePoint Corner(Random random) =>
        new(random.NextDouble() * 26 - 3, random.NextDouble() * 23 - 3);

    // How often a ray to the right leaves: edges are taken one by one, by the side of each that the point lies on.
    private static bool IsOdd(ImmutableArray<PicturePoint> corners, double x, double y)
    {
        var odd = false;
        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[(i + corners.Length - 1) % corners.Length]);
            var (low, high) = a.Y < b.Y ? (a, b) : (b, a);
            var side = (high.X - low.X) * (y - low.Y) - (high.Y - low.Y) * (x - low.X);
            if (low.Y <= y && y < high.Y && side > 0)
                odd = !odd;
        }
        return odd;
    }
}
