using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class CompositeTests
{
    // 3 × 2: the left column opaque, the middle half transparent, the right one nearly clear.
    private static readonly byte[] Pixels =
    [
        .. Enumerable
            .Range(0, 6)
            .SelectMany(i =>
                (byte[])
                    [
                        200,
                        100,
                        (byte)i,
                        (byte)(
                            i % 3 == 0 ? 255
                            : i % 3 == 1 ? 128
                            : 20
                        ),
                    ]
            ),
    ];

    [Fact]
    public void Of_PictureAndMask_HaveTheStampWhereItWasPut()
    {
        using var folder = new Folder();
        var background = Picture.Of(6, 5, new(10, 20, 30));

        var made = Composite.Of(background, StampIn(folder), new(2, 1, 1));

        Drawing.Of(made.Mask).ShouldBe(["......", "..##..", "..##..", "......", "......"]);
        made.Picture[2, 1].ShouldBe(new Rgb(200, 100, 0));
        made.Picture[2, 2].ShouldBe(new Rgb(200, 100, 3));
        // 20/255 of the stamp, 235/255 of the background.
        made.Picture[4, 1].ShouldBe(new Rgb(25, 26, 28));
        made.Picture[5, 1].ShouldBe(new Rgb(10, 20, 30));
        (made.Stamp.ClassIndex, made.Stamp.Class).ShouldBe((8, "hen"));
    }

    [Fact]
    public void Of_Scaled_MaskIsTheScaledAlpha()
    {
        using var folder = new Folder();
        var stamp = StampIn(folder);

        var made = Composite.Of(Picture.Of(20, 20, Rgb.White), stamp, new(-2, 17, 2.5));

        var scaled = Picture.Load(stamp.Path, Alpha.Keep).Resize(8, 5);
        for (var y = 0; y < 20; y++)
        for (var x = 0; x < 20; x++)
        {
            var (u, v) = (x + 2, y - 17);
            made.Mask[x, y].ShouldBe(u < 8 && v is >= 0 and < 5 && scaled.Pixels[4 * (v * 8 + u) + 3] >= 128);
        }
        made.Mask.Count.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Save_IsReadBack()
    {
        using var folder = new Folder();
        var made = Composite.Of(Picture.Of(6, 5, Rgb.White), StampIn(folder), new(0, 0, 1));

        var saved = made.Save(folder["made.png"]);

        saved.Load().Pixels.ToArray().ShouldBe(made.Picture.Pixels.ToArray());
        saved.Mask("hen").ShouldBeSameAs(made.Mask);
    }

    [Theory]
    [InlineData(6, 0, 1, "nothing of the stamp")]
    [InlineData(0, -2, 1, "nothing of the stamp")]
    [InlineData(0, 0, 0, "scaled by 0")]
    [InlineData(0, 0, double.NaN, "scaled by NaN")]
    public void Of_NothingToSee_IsAModelException(int left, int top, double scale, string complaint)
    {
        using var folder = new Folder();
        var stamp = StampIn(folder);

        Should
            .Throw<ModelException>(() => Composite.Of(Picture.Of(6, 5, Rgb.White), stamp, new(left, top, scale)))
            .Message.ShouldContain(complaint);
    }

    [Fact]
    public void Of_StampWithoutTransparency_IsAModelException()
    {
        using var folder = new Folder();
        Picture.Of(2, 2, Rgb.White).Save(folder["a.png"]);

        Should
            .Throw<ModelException>(() =>
                Composite.Of(Picture.Of(6, 5, Rgb.White), new(folder["a.png"], 1, "a"), new(0, 0, 1))
            )
            .Message.ShouldContain("no transparency");
    }

    [Fact]
    public void Draw_SeededPlaces_RepeatAndLieWithin()
    {
        var (background, stamp) = (Picture.Of(90, 60, Rgb.White), Picture.Of(30, 40, Rgb.White));
        StampPlace[] places = [.. Enumerable.Range(0, 200).Select(seed => StampPlace.Draw(seed, background, stamp))];

        StampPlace.Draw(7, background, stamp).ShouldBe(places[7]);
        foreach (var place in places)
        {
            // 40 rows fit into 60 at the scale 1.5.
            place.Scale.ShouldBeInRange(0.3 * 1.5, 0.7 * 1.5);
            place.Left.ShouldBeInRange(0, 90 - (int)Math.Round(30 * place.Scale));
            place.Top.ShouldBeInRange(0, 60 - (int)Math.Round(40 * place.Scale));
        }
        places.Distinct().Count().ShouldBe(200);
        StampPlace
            .Draw(7, background, stamp, new() { SmallestShare = 1, LargestShare = 1 })
            .ShouldSatisfyAllConditions(p => p.Scale.ShouldBe(1.5), p => p.Top.ShouldBe(0));
        Should
            .Throw<ModelException>(() => StampPlace.Draw(7, background, stamp, new() { SmallestShare = 0.8 }))
            .Message.ShouldContain("0.8");
    }

    [Fact]
    public void Catalog_Rows_AreStamps()
    {
        using var folder = new Folder();
        var table = folder.Write(
            "stamps.csv",
            "stamp_path,imagenet_index,wnid,name\nbirds/ostrich.png,9,n01518878,\"ostrich, Struthio camelus\"\n"
        );

        StampCatalog
            .Read(table, "/stamps")
            .ShouldBe([new("/stamps/birds/ostrich.png", 9, "ostrich, Struthio camelus")]);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("stamp_path,imagenet_index,name\n", "no stamp")]
    [InlineData("stamp_path,imagenet_index,name\na.png,1000,a\n", "line 2: '1000' is no class")]
    [InlineData("stamp_path,name\na.png,a\n", "imagenet_index")]
    public void Catalog_BadTable_IsOneLine(string text, string complaint)
    {
        using var folder = new Folder();
        var table = folder.Write("stamps.csv", text);

        var message = Should.Throw<ModelException>(() => StampCatalog.Read(table, folder.Root)).Message;

        message.ShouldStartWith(table);
        message.ShouldContain(complaint);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Of_RealStamps_LieOnPhotos()
    {
        var folder = Environment.GetEnvironmentVariable("ASCRIBE_STAMPS") ?? "/usr/share/tuxpaint/stamps";
        Assert.SkipUnless(Directory.Exists(folder), "Debian's tuxpaint-stamps-default is not installed.");
        var stamps = StampCatalog.Read(SharedData.File("labels/tuxpaint-stamps-imagenet.csv"), folder);
        var photo = Picture.Load(SharedData.File("images/voc-icevision/JPEGImages/2007_000063.jpg"));

        stamps.Length.ShouldBe(79);
        foreach (var (seed, stamp) in stamps.Index())
        {
            var place = StampPlace.Draw(seed, photo, stamp.Load());
            var made = Composite.Of(photo, stamp, place);
            // Whatever the mask holds differs from the photo nearly everywhere, and what lies far from it nowhere.
            var changed = PixelMask.Of(photo.Width, photo.Height, (x, y) => photo[x, y] != made.Picture[x, y]);
            made.Mask.Count.ShouldBeGreaterThan(100, stamp.Path);
            changed.Or(made.Mask).Count.ShouldBeLessThan((int)(changed.Count * 1.1), stamp.Path);
            changed.Bounds.Left.ShouldBeGreaterThanOrEqualTo(place.Left);
            changed.Bounds.Top.ShouldBeGreaterThanOrEqualTo(place.Top);
        }
    }

    private static Stamp StampIn(Folder folder)
    {
        new Picture(3, 2, 4, [.. Pixels]).Save(folder["hen.png"]);
        return new(folder["hen.png"], 8, "hen");
    }
}
