using System.Collections.Immutable;
using System.Text.Json;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Annotations in COCO's JSON of instances (cocodataset.org, data format, object detection).</summary>
/// <remarks>
/// An object's region is its segmentation – polygons, or runs in either form – and its box only where there is none. COCO's
/// coordinates are continuous and count from 0.
/// </remarks>
public static class CocoAnnotations
{
    /// <summary>Reads the pictures of a file, in its order; those without objects, too.</summary>
    /// <param name="path">The JSON file.</param>
    /// <param name="pictures">The folder of the pictures; null where they lie beside the file.</param>
    /// <exception cref="ModelException">
    /// The file cannot be read, is no such JSON, holds no object, an unknown picture or category, or a region beyond its picture.
    /// </exception>
    public static ImmutableArray<AnnotatedPicture> Read(string path, string? pictures = null)
    {
        var file = Parse(path);
        if (file.Annotations.IsEmpty)
            throw AnnotationFile.Complaint(path, "annotations", "the file holds no object.");
        var images = ById(path, "images", file.Images, i => i.Id);
        for (var i = 0; i < file.Images.Length; i++)
            AnnotationFile.RequireSize(file.Images[i].Width, file.Images[i].Height, path, $"images[{i}]");
        var names = ById(path, "categories", file.Categories, c => c.Id);
        var objects = file
            .Annotations.Select((a, i) => (a?.ImageId, Object: Object(path, $"annotations[{i}]", a, images, names)))
            .ToLookup(o => o.ImageId, o => o.Object);
        var folder = pictures ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        return
        [
            .. file.Images.Select(i => new AnnotatedPicture(
                Path.GetFullPath(Path.Combine(folder, i.FileName)),
                i.Width,
                i.Height,
                [.. objects[i.Id]]
            )),
        ];
    }

    private static CocoFile Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<CocoFile>(AnnotationFile.Bytes(path), CocoFile.Options)
                ?? throw new ModelException($"{path}: the file holds null.");
        }
        catch (JsonException e)
        {
            var place = e.Path is null or "$" ? "" : $"{e.Path.Replace("$.", "", StringComparison.Ordinal)}: ";
            var line = e.LineNumber is { } number ? $" (line {number + 1})" : "";
            throw new ModelException(
                $"{path}: {place}this is not COCO's JSON of instances{line}: {e.Message.Split(" Path:")[0]}",
                e
            );
        }
    }

    private static Dictionary<long, T> ById<T>(string path, string list, ImmutableArray<T> items, Func<T, long> id)
        where T : class
    {
        var found = new Dictionary<long, T>();
        for (var i = 0; i < items.Length; i++)
        {
            if (items[i] is null)
                throw AnnotationFile.Complaint(path, $"{list}[{i}]", "null stands where an object is expected.");
            if (!found.TryAdd(id(items[i]), items[i]))
                throw AnnotationFile.Complaint(path, $"{list}[{i}]", $"the id {id(items[i])} is given twice.");
        }
        return found;
    }

    private static PictureObject Object(
        string path,
        string place,
        CocoAnnotation? item,
        Dictionary<long, CocoImage> images,
        Dictionary<long, CocoCategory> names
    )
    {
        if (item is null)
            throw AnnotationFile.Complaint(path, place, "null stands where an object is expected.");
        var image = images.GetValueOrDefault(item.ImageId);
        var name = names.GetValueOrDefault(item.CategoryId);
        if (image is null)
            throw AnnotationFile.Complaint(path, place, $"images has no picture {item.ImageId}.");
        if (name is null)
            throw AnnotationFile.Complaint(path, place, $"categories has no class {item.CategoryId}.");
        var region = RegionOf(path, place, item, image).Checked(image.Width, image.Height, path, place);
        return new(name.Name, region) { IsCrowd = item.IsCrowd == 1 };
    }

    private static Region RegionOf(string path, string place, CocoAnnotation item, CocoImage image) =>
        item.Segmentation.ValueKind switch
        {
            JsonValueKind.Array when item.Segmentation.GetArrayLength() > 0 => Polygons(
                path,
                $"{place}.segmentation",
                item.Segmentation
            ),
            JsonValueKind.Object => Runs(path, $"{place}.segmentation", item.Segmentation, image),
            _ => item.Bbox is [var x, var y, var width, var height]
                ? new BoxRegion(x, y, x + width, y + height)
                : throw AnnotationFile.Complaint(path, place, "neither a segmentation nor a bbox of four numbers."),
        };

    private static PolygonRegion Polygons(string path, string place, JsonElement parts)
    {
        try
        {
            var numbers = parts.Deserialize<double[][]>()!;
            return new([.. numbers.Select(n => AnnotationFile.Corners(n ?? [], path, place).ToImmutableArray())]);
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path}: {place}: lists of numbers are expected.", e);
        }
    }

    private static MaskRegion Runs(string path, string place, JsonElement runs, CocoImage image)
    {
        var (mask, complaint) = CocoRuns.Read(runs);
        if (mask is null)
            throw AnnotationFile.Complaint(path, place, complaint!);
        return (mask.Width, mask.Height) == (image.Width, image.Height)
            ? new(mask)
            : throw AnnotationFile.Complaint(
                path,
                place,
                $"the mask has {mask.Width} × {mask.Height} pixels, its picture {image.Width} × {image.Height}."
            );
    }
}
