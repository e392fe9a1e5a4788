using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class CocoAnnotationsTests
{
    private static readonly string[] Runs = ["#.....", "#.##..", "..#.##", "..#..."];

    [Fact]
    public void Read_BoxPolygonsAndRuns_AreTheSameMask()
    {
        using var folder = new Folder();
        var mask = Drawing.Mask(".....", ".###.", ".###.", ".....");
        var path = Json(
            folder,
            5,
            4,
            """{"image_id": 7, "category_id": 3, "bbox": [1, 1, 3, 2]}""",
            """{"image_id": 7, "category_id": 3, "bbox": [1, 1, 3, 2], "segmentation": []}""",
            """{"image_id": 7, "category_id": 3, "segmentation": [[1, 1, 2, 1, 2, 3, 1, 3], [2, 1, 4, 1, 4, 3, 2, 3]]}""",
            """{"image_id": 7, "category_id": 3, "iscrowd": 1, "segmentation": {"size": [4, 5], "counts": [5, 2, 2, 2, 2, 2, 5]}}""",
            """{"image_id": 7, "category_id": 3, "segmentation": {"size": [4, 5], "counts": "5220003"}}"""
        );

        var pictures = CocoAnnotations.Read(path, folder["photos"]);

        pictures[0].Path.ShouldBe(folder["photos/a.jpg"]);
        pictures[0].Objects.Length.ShouldBe(5);
        foreach (var found in pictures[0].Objects)
            Drawing.Of(found.Region.Rasterize(5, 4)).ShouldBe(Drawing.Of(mask));
        pictures[0].Objects.Select(o => o.IsCrowd).ShouldBe([false, false, false, true, false]);
        pictures[0].Classes.ShouldBe(["cat"]);
    }

    [Fact]
    public void Read_RunsThatBeginInside_BeginWithZero()
    {
        using var folder = new Folder();
        var path = Json(
            folder,
            6,
            4,
            """{"image_id": 7, "category_id": 3, "segmentation": {"size": [4, 6], "counts": [0, 2, 7, 3, 1, 1, 4, 1, 3, 1, 1]}}"""
        );

        Drawing.Of(CocoAnnotations.Read(path)[0].Mask("cat")).ShouldBe(Runs);
    }

    [Theory]
    [InlineData("61X13mN000`0", 10, 9, new[] { 6, 1, 40, 4, 5, 4, 5, 4, 21 })]
    [InlineData("345NLVo08", 32, 32, new[] { 3, 4, 5, 2, 1, 1000, 9 })]
    public void Read_TextRuns_AreTheNumbers(string text, int width, int height, int[] lengths)
    {
        using var folder = new Folder();
        var path = Json(
            folder,
            width,
            height,
            Segment($$"""{"size": [{{height}}, {{width}}], "counts": "{{text}}"}"""),
            Segment($$"""{"size": [{{height}}, {{width}}], "counts": [{{string.Join(',', lengths)}}]}""")
        );

        var objects = CocoAnnotations.Read(path)[0].Objects;

        Drawing
            .Of(objects[0].Region.Rasterize(width, height))
            .ShouldBe(Drawing.Of(objects[1].Region.Rasterize(width, height)));
        objects[0].Region.Rasterize(width, height).Count.ShouldBe(lengths.Where((_, i) => i % 2 == 1).Sum());
    }

    [Theory]
    [InlineData("""{"image_id": 8, "category_id": 3, "bbox": [1, 1, 3, 2]}""", "annotations[0]", "no picture 8")]
    [InlineData("""{"image_id": 7, "category_id": 4, "bbox": [1, 1, 3, 2]}""", "annotations[0]", "no class 4")]
    [InlineData("""{"image_id": 7, "category_id": 3, "bbox": [1, 1, 3]}""", "annotations[0]", "bbox of four numbers")]
    [InlineData("""{"image_id": 7, "category_id": 3, "bbox": [1, 1, 9, 2]}""", "annotations[0]", "reaches beyond")]
    [InlineData("""{"image_id": 7, "category_id": 3, "bbox": [1, 1, 0, 2]}""", "annotations[0]", "empty")]
    [InlineData(
        """{"image_id": 7, "category_id": 3, "segmentation": [[1, 1, 2, 2]]}""",
        "segmentation",
        "three corners"
    )]
    [InlineData("""{"image_id": 7, "category_id": 3, "segmentation": ["a"]}""", "segmentation", "lists of numbers")]
    [InlineData("""{"image_id": 7, "category_id": "x"}""", "annotations[0].category_id", "(line 1)")]
    [InlineData("null", "annotations[0]", "null")]
    [InlineData("", "annotations", "no object")]
    [InlineData("{", "annotations", "(line 1)")]
    public void Read_BadObject_IsOneLineWithItsPlace(string item, string place, string complaint)
    {
        using var folder = new Folder();
        var path = Json(folder, 5, 4, item);

        var message = Should.Throw<ModelException>(() => CocoAnnotations.Read(path)).Message;

        message.ShouldStartWith(path);
        message.ShouldContain(place);
        message.ShouldContain(complaint);
        message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("""{"size": [4, 5], "counts": [5, 2]}""", "do not fill 5 × 4")]
    [InlineData("""{"size": [4, 5], "counts": [25, -5]}""", "do not fill")]
    [InlineData("""{"size": [4, 5], "counts": "522000"}""", "do not fill")]
    [InlineData("""{"size": [4, 5], "counts": "o"}""", "counts takes")]
    [InlineData("""{"size": [4, 5], "counts": "oooooooooooooooooooo0"}""", "counts takes")]
    [InlineData("""{"size": [4, 5], "counts": "é"}""", "counts takes")]
    [InlineData("""{"size": [4, 5]}""", "counts takes")]
    [InlineData("""{"counts": [20]}""", "size takes")]
    [InlineData("""{"size": [0, 5], "counts": [0]}""", "size takes")]
    [InlineData("""{"size": [2000000000, 2000000000], "counts": [4000000000000000000]}""", "no mask of")]
    [InlineData("""{"size": [5, 4], "counts": [10, 10]}""", "its picture 5 × 4")]
    [InlineData("""{"size": [4, 5], "counts": [20]}""", "empty")]
    public void Read_BadRuns_AreOneLineWithTheirPlace(string runs, string complaint)
    {
        using var folder = new Folder();
        var path = Json(folder, 5, 4, Segment(runs));

        var message = Should.Throw<ModelException>(() => CocoAnnotations.Read(path)).Message;

        message.ShouldContain("annotations[0]");
        message.ShouldContain(complaint);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("{}", "images")]
    [InlineData("""{"images": null, "annotations": [], "categories": []}""", "images")]
    [InlineData("[1, 2]", "not COCO")]
    public void Read_OtherJson_IsAModelException(string json, string complaint)
    {
        using var folder = new Folder();
        var path = folder.Write("a.json", json);

        Should.Throw<ModelException>(() => CocoAnnotations.Read(path)).Message.ShouldContain(complaint);
    }

    [Fact]
    public void Read_RealFile_HasTheAreasThatCocoMeasured()
    {
        var path = SharedData.File("images/coco-icevision/annotations.json");

        var pictures = CocoAnnotations.Read(path);

        pictures.Length.ShouldBe(6);
        pictures.ShouldAllBe(p => p.Load().Width == p.Width);
        // The crowd's runs inside have 791 pixels together; its stated box counts without the last column and row.
        var crowd = pictures.SelectMany(p => p.Objects).Single(o => o.IsCrowd);
        crowd.Region.ShouldBeOfType<MaskRegion>().Mask.Count.ShouldBe(791);
        crowd.Region.Bounds.ShouldBe(new BoxRegion(131, 294, 131 + 115 + 1, 294 + 126 + 1));
        Areas(path).Length.ShouldBe(36);
        foreach (var (id, area, perimeter, region, width, height) in Areas(path))
            ((double)region.Rasterize(width, height).Count).ShouldBe(area, perimeter, $"object {id}");
    }

    // The area that the file states, and the length of the region's box all around, by which pixels on the edge may change it.
    private static (long Id, double Area, double Perimeter, Region Region, int Width, int Height)[] Areas(string path)
    {
        using var json = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(path));
        var stated = json
            .RootElement.GetProperty("annotations")
            .EnumerateArray()
            .Select(a =>
                (
                    Image: a.GetProperty("image_id").GetInt64(),
                    Area: a.GetProperty("area").GetDouble(),
                    Id: a.GetProperty("id").GetInt64()
                )
            )
            .ToLookup(a => a.Image);
        var pictures = CocoAnnotations.Read(path);
        var images = json
            .RootElement.GetProperty("images")
            .EnumerateArray()
            .Select(i => i.GetProperty("id").GetInt64());
        return
        [
            .. images.SelectMany(
                (image, i) =>
                    stated[image]
                        .Zip(
                            pictures[i].Objects,
                            (s, o) =>
                                (s.Id, s.Area, Around(o.Region.Bounds), o.Region, pictures[i].Width, pictures[i].Height)
                        )
            ),
        ];
    }

    private static double Around(BoxRegion box) => box.Right - box.Left + box.Bottom - box.Top;

    private static string Segment(string runs) => $$"""{"image_id": 7, "category_id": 3, "segmentation": {{runs}}}""";

    private static string Json(Folder folder, int width, int height, params string[] objects) =>
        folder.Write(
            "a.json",
            $$"""{"images": [{"id": 7, "file_name": "a.jpg", "width": {{width}}, "height": {{height}}}], "categories": [{"id": 3, "name": "cat"}], "annotations": [{{string.Join(',', objects)}}]}"""
        );
}
