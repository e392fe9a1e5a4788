using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class VocAnnotationsTests
{
    private const string Size = "<size><width>50</width><height>40</height><depth>3</depth></size>";
    private const string Box = "<bndbox><xmin>1</xmin><ymin>11</ymin><xmax>50</xmax><ymax>20</ymax></bndbox>";

    [Fact]
    public void Read_Box_CountsPixelsFromOneAndIncludesTheLast()
    {
        using var folder = new Folder();
        var path = Xml(folder, $"{Size}<object><name>dog</name><difficult>1</difficult>{Box}</object>");

        var picture = VocAnnotations.Read(path);

        (picture.Width, picture.Height).ShouldBe((50, 40));
        picture.Path.ShouldBe(folder["photo.jpg"]);
        var dog = picture.Objects.ShouldHaveSingleItem();
        (dog.Class, dog.MarkedDifficult).ShouldBe(("dog", true));
        dog.Region.ShouldBe(new BoxRegion(0, 10, 50, 20));
        picture.Mask("dog").Count.ShouldBe(500);
    }

    [Fact]
    public void Read_ContinuousEdges_AreTakenAsTheyAre()
    {
        using var folder = new Folder();
        var path = Xml(folder, $"{Size}<object><name>dog</name>{Box}</object>");

        var picture = VocAnnotations.Read(path, new() { ContinuousEdges = true, Pictures = folder["photos"] });

        picture.Objects[0].Region.ShouldBe(new BoxRegion(1, 11, 50, 20));
        picture.Path.ShouldBe(folder["photos/photo.jpg"]);
    }

    [Fact]
    public void Read_PictureFolderBesideTheAnnotations_IsFound()
    {
        using var folder = new Folder();
        folder.Write("JPEGImages/photo.jpg", "");
        var path = Xml(folder, $"{Size}<object><name>dog</name>{Box}</object>", "Annotations/photo.xml");

        VocAnnotations.Read(path).Path.ShouldBe(folder["JPEGImages/photo.jpg"]);
    }

    [Fact]
    public void Read_LabelMePolygon_TakesThePlaceOfTheBox()
    {
        using var folder = new Folder();
        var path = Xml(
            folder,
            "<imagesize><nrows>40</nrows><ncols>50</ncols></imagesize>"
                + "<object><name>gone</name><deleted>1</deleted></object>"
                + "<object><name>kite</name><deleted>0</deleted><polygon><username>x</username>"
                + "<pt><x>2</x><y>3</y></pt><pt><x>12</x><y>3</y></pt><pt><x>12</x><y>23</y></pt></polygon></object>"
        );

        var kite = VocAnnotations.Read(path).Objects.ShouldHaveSingleItem();

        kite.Region.ShouldBeOfType<PolygonRegion>().Parts[0].ShouldBe([new(2, 3), new(12, 3), new(12, 23)]);
    }

    [Theory]
    [InlineData($"{Size}", "line 1", "holds no object")]
    [InlineData($"{Size}\n<object><name>dog</name></object>", "line 2", "neither bndbox nor polygon")]
    [InlineData($"{Size}<object>{Box}</object>", "line 1", "<object> lacks name")]
    [InlineData($"<object><name>dog</name>{Box}</object>", "line 1", "size is missing")]
    [InlineData("<size><width>5.5</width><height>9</height></size>", "line 1", "5.5 is no count of pixels")]
    [InlineData("<size><width>99999999</width><height>99999999</height></size>", "line 1", "99999999 × 99999999")]
    [InlineData($"{Size}<object><name>dog</name>", "line 1", "no XML")]
    [InlineData(
        $"{Size}\n\n<object><name>dog</name><bndbox><xmin>x</xmin><ymin>1</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>",
        "line 3",
        "'x' is no number"
    )]
    [InlineData(
        $"{Size}<object><name>dog</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>53</xmax><ymax>4</ymax></bndbox></object>",
        "object 'dog'",
        "reaches beyond the picture of 50 × 40"
    )]
    [InlineData(
        $"{Size}<object><name>dog</name><bndbox><xmin>9</xmin><ymin>1</ymin><xmax>3</xmax><ymax>4</ymax></bndbox></object>",
        "object 'dog'",
        "empty"
    )]
    [InlineData(
        $"{Size}<object><name>dog</name><polygon><pt><x>1</x><y>2</y></pt></polygon></object>",
        "line 1",
        "three corners"
    )]
    public void Read_BadFile_IsOneLineWithItsPlace(string body, string place, string complaint)
    {
        using var folder = new Folder();
        var path = Xml(folder, body);

        var message = Should.Throw<ModelException>(() => VocAnnotations.Read(path)).Message;

        message.ShouldStartWith(path);
        message.ShouldContain(place);
        message.ShouldContain(complaint);
        message.ShouldNotContain("\n");
    }

    [Fact]
    public void Read_OtherXml_IsAModelException()
    {
        using var folder = new Folder();
        var entity = folder.Write("a.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><annotation>&b;</annotation>");

        Should.Throw<ModelException>(() => VocAnnotations.Read(entity)).Message.ShouldContain("DTD");
        Should
            .Throw<ModelException>(() => VocAnnotations.Read(folder.Write("b.xml", "<kml/>")))
            .Message.ShouldContain("<kml>");
        Should.Throw<ModelException>(() => VocAnnotations.Read(folder["c.xml"])).Message.ShouldContain("no such file");
    }

    [Theory]
    [InlineData("voc-icevision/Annotations/2007_000063.xml", "dog chair", false)]
    [InlineData("voc-icevision/Annotations/2011_003353.xml", "person", false)]
    [InlineData("voc-labelme/Annotations/2011_000003.xml", "person person", true)]
    [InlineData("voc-labelme/Annotations/2011_000006.xml", "person person person person", true)]
    [InlineData("voc-labelme/Annotations/2011_000025.xml", "bus bus car", true)]
    public void Read_RealFile_FitsItsPhoto(string file, string classes, bool continuous)
    {
        var path = SharedData.File($"images/{file}");

        var picture = VocAnnotations.Read(path, new() { ContinuousEdges = continuous });

        string.Join(' ', picture.Objects.Select(o => o.Class)).ShouldBe(classes);
        picture.Load().Width.ShouldBe(picture.Width);
    }

    private static string Xml(Folder folder, string body, string file = "photo.xml") =>
        folder.Write(file, $"<annotation><filename>photo.jpg</filename>{body}</annotation>");
}
