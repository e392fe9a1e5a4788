using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Annotations in XML: Pascal VOC's boxes and, where an object has one, LabelMe's polygon instead.</summary>
/// <remarks>
/// VOC: annotation / filename, size / width and height, object / name, difficult, bndbox / xmin ymin xmax ymax (The PASCAL Visual
/// Object Classes Challenge 2012, development kit). LabelMe: imagesize / ncols and nrows, object / polygon / pt / x and y, in
/// continuous coordinates; objects with deleted = 1 are left out.
/// </remarks>
public static class VocAnnotations
{
    /// <summary>Reads the file of one picture.</summary>
    /// <exception cref="ModelException">It cannot be read, is no such XML, holds no object, or a region beyond the picture.</exception>
    public static AnnotatedPicture Read(string path, VocOptions? options = null)
    {
        options ??= new();
        var root = Root(path);
        var size = root.Element("size") ?? root.Element("imagesize") ?? throw Complaint(path, root, "size is missing.");
        var (width, height) = (Side(path, size, "width", "ncols"), Side(path, size, "height", "nrows"));
        AnnotationFile.RequireSize(width, height, path, Line(size));
        var objects = root.Elements("object")
            .Where(o => !IsSet(o, "deleted"))
            .Select(o => new PictureObject(
                Text(path, o, "name"),
                RegionOf(path, o, options).Checked(width, height, path, $"{Line(o)}, object '{Text(path, o, "name")}'")
            )
            {
                MarkedDifficult = IsSet(o, "difficult"),
            })
            .ToImmutableArray();
        return objects.IsEmpty
            ? throw Complaint(path, root, "the file holds no object.")
            : new(PicturePath(path, Text(path, root, "filename"), options), width, height, objects);
    }

    private static XElement Root(string path)
    {
        try
        {
            using var bytes = new MemoryStream(AnnotationFile.Bytes(path));
            using var reader = XmlReader.Create(bytes, new() { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader, LoadOptions.SetLineInfo).Root!;
            return root.Name == "annotation"
                ? root
                : throw Complaint(path, root, $"<annotation> is expected, not <{root.Name}>.");
        }
        catch (XmlException e)
        {
            throw new ModelException($"{path}: line {e.LineNumber}: this is no XML that can be read: {e.Message}", e);
        }
    }

    private static Region RegionOf(string path, XElement item, VocOptions options)
    {
        if (item.Element("polygon") is { } polygon)
        {
            var numbers = polygon.Elements("pt").SelectMany(p => Numbers(path, p, "x", "y")).ToArray();
            return new PolygonRegion([
                [.. AnnotationFile.Corners(numbers, path, Line(polygon))],
            ]);
        }
        var box = item.Element("bndbox") ?? throw Complaint(path, item, "the object has neither bndbox nor polygon.");
        var edges = Numbers(path, box, "xmin", "ymin", "xmax", "ymax");
        var first = options.ContinuousEdges ? 0 : 1;
        return new BoxRegion(edges[0] - first, edges[1] - first, edges[2], edges[3]);
    }

    private static double[] Numbers(string path, XElement parent, params string[] names) =>
        Array.ConvertAll(names, name => Number(path, parent, name));

    private static double Number(string path, XElement parent, string name) =>
        double.TryParse(Text(path, parent, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Complaint(path, parent.Element(name)!, $"'{Text(path, parent, name)}' is no number.");

    private static int Side(string path, XElement size, string name, string otherwise)
    {
        var side = Number(path, size, size.Element(name) is null ? otherwise : name);
        return side is >= 1 and <= int.MaxValue && double.IsInteger(side)
            ? (int)side
            : throw Complaint(path, size, $"{side:r} is no count of pixels.");
    }

    private static string Text(string path, XElement parent, string name) =>
        parent.Element(name)?.Value.Trim() is { Length: > 0 } text
            ? text
            : throw Complaint(path, parent, $"<{parent.Name}> lacks {name}.");

    private static bool IsSet(XElement item, string name) => item.Element(name)?.Value.Trim() == "1";

    private static string PicturePath(string path, string file, VocOptions options)
    {
        var own = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var beside = Path.Combine(own, "..", "JPEGImages");
        return Path.GetFullPath(Path.Combine(options.Pictures ?? (Directory.Exists(beside) ? beside : own), file));
    }

    private static string Line(XElement item) => $"line {((IXmlLineInfo)item).LineNumber}";

    private static ModelException Complaint(string path, XElement item, string complaint) =>
        AnnotationFile.Complaint(path, Line(item), complaint);
}
