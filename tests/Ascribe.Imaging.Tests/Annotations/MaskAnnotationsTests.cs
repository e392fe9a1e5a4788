using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class MaskAnnotationsTests
{
    // Two entries have the same color, as the unused ones of palettes often do.
    private static readonly byte[] Colors = [0, 0, 0, 128, 0, 0, 0, 0, 0, 9, 9, 9];

    [Theory]
    [InlineData(1, new byte[] { 0b1010_0000, 0b0110_0000 }, new[] { 1, 0, 1, 0, 1, 1 })]
    [InlineData(2, new byte[] { 0b0001_1000, 0b1100_0100 }, new[] { 0, 1, 2, 3, 0, 1 })]
    [InlineData(4, new byte[] { 0x01, 0x20, 0x31, 0x10 }, new[] { 0, 1, 2, 3, 1, 1 })]
    [InlineData(8, new byte[] { 0, 1, 2, 3, 2, 1 }, new[] { 0, 1, 2, 3, 2, 1 })]
    public void IdMap_PaletteOrGray_IsTheNumbersWhateverTheColors(byte bits, byte[] samples, int[] ids)
    {
        using var folder = new Folder();
        var palette = bits == 1 ? Colors[..6] : Colors;

        var indexed = IdMap.Read(folder.Write("a.png", PngFile.Indexed(3, 2, bits, palette, samples)));
        var gray = IdMap.Read(folder.Write("b.png", PngFile.Of(3, 2, bits, PngFile.Gray, samples)));

        indexed.Ids.ToArray().ShouldBe(ids);
        gray.Ids.ToArray().ShouldBe(ids);
        (indexed.Width, indexed.Height, indexed[2, 0]).ShouldBe((3, 2, ids[2]));
    }

    [Fact]
    public void IdMap_SixteenBits_KeepsAllOfThem()
    {
        using var folder = new Folder();
        var path = folder.Write("a.png", PngFile.Of(3, 1, 16, PngFile.Gray, 0, 7, 1, 0, 0xff, 0xfe));

        IdMap.Read(path).Ids.ToArray().ShouldBe([7, 256, 65534]);
    }

    [Fact]
    public void IdMap_ColorsOrNoPng_IsAModelException()
    {
        using var folder = new Folder();
        var color = folder.Write("a.png", PngFile.Of(1, 1, 8, PngFile.Color, 1, 2, 3));
        var text = folder.Write("b.png", "no picture");
        var png = PngFile.Indexed(2, 2, 8, Colors, 0, 1, 2, 3);
        var truncated = folder.Write("c.png", png[..^30]);
        png[^20] ^= 1;
        var corrupt = folder.Write("d.png", png);

        Should.Throw<ModelException>(() => IdMap.Read(color)).Message.ShouldContain("palette or gray");
        Should.Throw<ModelException>(() => IdMap.Read(text)).Message.ShouldContain("not a picture");
        Should.Throw<ModelException>(() => IdMap.Read(truncated)).Message.ShouldContain("c.png");
        Should.Throw<ModelException>(() => IdMap.Read(corrupt)).Message.ShouldContain("d.png");
        Should.Throw<ModelException>(() => IdMap.Read(folder["e.png"])).Message.ShouldContain("does not exist");
    }

    [Fact]
    public void Read_Classes_MakesOneObjectOfEach()
    {
        using var folder = new Folder();
        var classes = folder.Write("a.png", PngFile.Of(4, 2, 8, PngFile.Gray, 0, 2, 2, 255, 1, 1, 0, 2));

        var picture = MaskAnnotations.Read(folder["a.jpg"], classes, ["background", "cat", "dog"]);

        picture.Classes.ShouldBe(["cat", "dog"]);
        Drawing.Of(picture.Mask("cat")).ShouldBe(["....", "##.."]);
        Drawing.Of(picture.Mask("dog")).ShouldBe([".##.", "...#"]);
    }

    [Fact]
    public void Read_Objects_TakeTheClassOfMostOfTheirPixels()
    {
        using var folder = new Folder();
        var classes = folder.Write("a.png", PngFile.Of(4, 2, 8, PngFile.Gray, 1, 1, 2, 255, 1, 1, 2, 2));
        var objects = folder.Write("b.png", PngFile.Of(4, 2, 8, PngFile.Gray, 1, 2, 2, 255, 1, 2, 3, 3));

        var picture = MaskAnnotations.Read(folder["a.jpg"], classes, ["background", "cat", "dog"], objects);

        picture.Objects.Select(o => o.Class).ShouldBe(["cat", "cat", "dog"]);
        Drawing.Of(picture.Objects[1].Region.Rasterize(4, 2)).ShouldBe([".##.", ".#.."]);
    }

    [Fact]
    public void Read_WhatDoesNotFit_IsAModelException()
    {
        using var folder = new Folder();
        var classes = folder.Write("a.png", PngFile.Of(2, 1, 8, PngFile.Gray, 0, 7));
        var empty = folder.Write("b.png", PngFile.Of(2, 1, 8, PngFile.Gray, 0, 255));
        var small = folder.Write("c.png", PngFile.Of(1, 1, 8, PngFile.Gray, 1));

        Should
            .Throw<ModelException>(() => MaskAnnotations.Read("a.jpg", classes, ["background", "cat"]))
            .Message.ShouldContain("from (1, 0) on have the number 7");
        Should
            .Throw<ModelException>(() => MaskAnnotations.Read("a.jpg", empty, ["background", "cat"]))
            .Message.ShouldContain("no object");
        Should
            .Throw<ModelException>(() => MaskAnnotations.Read("a.jpg", classes, ["background", "cat"], small))
            .Message.ShouldContain("1 × 1");
    }

    [Fact]
    public void ReadAlpha_ObjectIsWhereAtLeastHalfIsOpaque()
    {
        using var folder = new Folder();
        var path = folder.Write(
            "a.png",
            PngFile.Of(4, 1, 8, PngFile.ColorAndAlpha, 1, 1, 1, 0, 1, 1, 1, 127, 1, 1, 1, 128, 1, 1, 1, 255)
        );

        var picture = MaskAnnotations.ReadAlpha(path, "leaf");

        Drawing.Of(picture.Mask("leaf")).ShouldBe(["..##"]);
        picture.Path.ShouldBe(path);
    }

    [Fact]
    public void ReadAlpha_WithoutObject_IsAModelException()
    {
        using var folder = new Folder();
        var opaque = folder.Write("a.png", PngFile.Of(1, 1, 8, PngFile.Color, 1, 2, 3));
        var clear = folder.Write("b.png", PngFile.Of(1, 1, 8, PngFile.ColorAndAlpha, 1, 2, 3, 100));

        Should.Throw<ModelException>(() => MaskAnnotations.ReadAlpha(opaque, "a")).Message.ShouldContain("a.png");
        Should.Throw<ModelException>(() => MaskAnnotations.ReadAlpha(clear, "a")).Message.ShouldContain("no object");
    }

    [Fact]
    public void Read_RealVoc_AgreesWithTheBoxes()
    {
        var root = Path.Combine(SharedData.Root, "images/voc-icevision");
        var boxes = VocAnnotations.Read(SharedData.File("images/voc-icevision/Annotations/2007_000063.xml"));
        var names = ClassNames.Read(SharedData.File("images/voc-labelme/class_names.txt"));

        var masks = MaskAnnotations.Read(
            boxes.Path,
            $"{root}/SegmentationClass/2007_000063.png",
            names,
            $"{root}/SegmentationObject/2007_000063.png"
        );

        masks.Load();
        masks.Classes.ShouldBe(boxes.Classes, ignoreOrder: true);
        foreach (var name in boxes.Classes)
            ShouldBeAround(masks.Of(name).Single().Region.Bounds, boxes.Of(name).Single().Region.Bounds);
    }

    [Theory]
    [InlineData("2011_000003", "person", "bottle person")]
    [InlineData("2011_000006", "person", "chair person sofa")]
    [InlineData("2011_000025", "bus car", "bus car")]
    public void Read_RealLabelMe_AgreesWithTheBoxes(string name, string boxed, string masked)
    {
        var boxes = VocAnnotations.Read(
            SharedData.File($"images/voc-labelme/Annotations/{name}.xml"),
            new() { ContinuousEdges = true }
        );
        var masks = MaskAnnotations.Read(
            boxes.Path,
            SharedData.File($"images/voc-labelme/SegmentationClassPNG/{name}.png"),
            ClassNames.Read(SharedData.File("images/voc-labelme/class_names.txt"))
        );

        string.Join(' ', boxes.Classes).ShouldBe(boxed);
        string.Join(' ', masks.Classes).ShouldBe(masked);
        foreach (var kind in boxes.Classes)
            ShouldBeAround(masks.Mask(kind).Bounds, boxes.Mask(kind).Bounds);
    }

    // The rim around an object, about 5 pixels wide, is void, and boxes were drawn by hand.
    private static void ShouldBeAround(BoxRegion mask, BoxRegion box)
    {
        mask.Left.ShouldBe(box.Left, 10);
        mask.Top.ShouldBe(box.Top, 10);
        mask.Right.ShouldBe(box.Right, 10);
        mask.Bottom.ShouldBe(box.Bottom, 10);
    }
}
