using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class YoloAnnotationsTests
{
    [Fact]
    public void Read_BoxesAndPolygons_AreSharesOfThePicture()
    {
        using var folder = new Folder();
        Picture.Of(40, 20, Rgb.White).Save(folder["a.png"]);
        var labels = folder.Write("a.txt", "1 0.5 0.5 0.5 0.4\n\n0 0.25 0.5 0.75 0.5 0.5 1\n");

        var picture = YoloAnnotations.Read(labels, folder["a.png"], ["cat", "dog"]);

        (picture.Width, picture.Height).ShouldBe((40, 20));
        picture.Classes.ShouldBe(["dog", "cat"]);
        picture.Objects[0].Region.ShouldBe(new BoxRegion(10, 6, 30, 14));
        picture
            .Objects[1]
            .Region.ShouldBeOfType<PolygonRegion>()
            .Parts[0]
            .ShouldBe([new(10, 10), new(30, 10), new(20, 20)]);
    }

    [Theory]
    [InlineData("2 0.5 0.5 0.5 0.4", "line 1", "'2' is no class")]
    [InlineData("-1 0.5 0.5 0.5 0.4", "line 1", "'-1' is no class")]
    [InlineData("\n0 0.5 0.5 0.5 x", "line 2", "'x' is no number")]
    [InlineData("0 0.5 0.5 0.5", "line 1", "three corners")]
    [InlineData("0 0.5 0.5 0.5 0.4 0.9", "line 1", "three corners")]
    [InlineData("0 0.9 0.5 0.5 0.4", "line 1", "reaches beyond the picture of 40 × 20")]
    [InlineData("0 0.9 0.5 NaN 0.4", "line 1", "not finite")]
    [InlineData("\n", "a.txt", "no object")]
    public void Read_BadLine_IsOneLineWithItsPlace(string text, string place, string complaint)
    {
        using var folder = new Folder();
        Picture.Of(40, 20, Rgb.White).Save(folder["a.png"]);
        var labels = folder.Write("a.txt", text);

        var message = Should
            .Throw<ModelException>(() => YoloAnnotations.Read(labels, folder["a.png"], ["cat", "dog"]))
            .Message;

        message.ShouldStartWith(labels);
        message.ShouldContain(place);
        message.ShouldContain(complaint);
    }

    [Fact]
    public void ReadFolder_LeavesOutPicturesWithoutObjects()
    {
        using var folder = new Folder();
        foreach (var name in (string[])["a", "b", "c"])
            Picture.Of(4, 4, Rgb.White).Save(folder[$"images/{name}.png"]);
        folder.Write("labels/c.txt", "0 0.5 0.5 0.5 0.5");
        folder.Write("labels/b.txt", "");
        folder.Write("labels/a.txt", "0 0.5 0.5 0.5 0.5");

        var pictures = YoloAnnotations.ReadFolder(folder["labels"], folder["images"], ["cat"]);

        pictures.Select(p => p.Path).ShouldBe([folder["images/a.png"], folder["images/c.png"]]);
    }

    [Fact]
    public void ReadFolder_WhatIsMissing_IsNamed()
    {
        using var folder = new Folder();
        Should
            .Throw<ModelException>(() => YoloAnnotations.ReadFolder(folder["labels"], folder.Root, ["cat"]))
            .Message.ShouldContain("no such folder");
        folder.Write("labels/a.txt", "");
        Should
            .Throw<ModelException>(() => YoloAnnotations.ReadFolder(folder["labels"], folder.Root, ["cat"]))
            .Message.ShouldContain("holds no object");
        folder.Write("labels/a.txt", "0 0.5 0.5 0.5 0.5");
        Should
            .Throw<ModelException>(() => YoloAnnotations.ReadFolder(folder["labels"], folder.Root, ["cat"]))
            .Message.ShouldContain("no picture of that name");
    }

    [Theory]
    [InlineData("train", 4)]
    [InlineData("val", 4)]
    public void ReadFolder_RealFolder_LiesInItsPhotos(string part, int count)
    {
        var names = ClassNames.Read(SharedData.File("images/coco8-seg/coco8-seg.yaml"));
        var root = Path.Combine(SharedData.Root, "images/coco8-seg");

        var pictures = YoloAnnotations.ReadFolder($"{root}/labels/{part}", $"{root}/images/{part}", names);

        pictures.Length.ShouldBe(count);
        foreach (var picture in pictures)
        {
            picture.Load();
            picture.Objects.ShouldAllBe(o => o.Region is PolygonRegion);
            picture.Objects.ShouldAllBe(o => o.Region.Rasterize(picture.Width, picture.Height).Count > 0);
        }
    }
}
