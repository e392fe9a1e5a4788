using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Annotations as YOLO's programs take them: a text file for each picture, a line for each object.</summary>
/// <remarks>
/// A line holds the number of the class and then, in shares of the picture's width and height, either center x, center y, width and
/// height of a box or the corners of a polygon.
/// </remarks>
public static class YoloAnnotations
{
    private static readonly ImmutableArray<string> Endings = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>Reads the labels of one picture.</summary>
    /// <param name="labels">The text file.</param>
    /// <param name="picture">The picture's file, which gives the size.</param>
    /// <param name="names">The names of the classes, by number.</param>
    /// <exception cref="ModelException">A file cannot be read, a line is none of those, holds an unknown class, or a region beyond the picture.</exception>
    public static AnnotatedPicture Read(string labels, string picture, ImmutableArray<string> names)
    {
        var (width, height) = PictureDecoder.Size(picture);
        var objects = AnnotationFile
            .Lines(labels)
            .Select(line => Object(labels, $"line {line.Number}", line.Text, width, height, names))
            .ToImmutableArray();
        return objects.IsEmpty
            ? throw new ModelException($"{labels}: the file holds no object.")
            : new(Path.GetFullPath(picture), width, height, objects);
    }

    /// <summary>Reads a folder of labels, in the order of their names; files without a line are pictures without objects and left out.</summary>
    /// <param name="labels">The folder of the text files.</param>
    /// <param name="pictures">The folder of the pictures, which are named like the labels.</param>
    /// <param name="names">The names of the classes, by number.</param>
    /// <exception cref="ModelException">As for one picture; a picture is missing, or there is no object in the whole folder.</exception>
    public static ImmutableArray<AnnotatedPicture> ReadFolder(
        string labels,
        string pictures,
        ImmutableArray<string> names
    )
    {
        if (!Directory.Exists(labels))
            throw new ModelException($"{labels}: there is no such folder of labels.");
        var found = Directory
            .EnumerateFiles(labels, "*.txt")
            .Order(StringComparer.Ordinal)
            .Where(file => AnnotationFile.Lines(file).Any())
            .Select(file => Read(file, PictureOf(file, pictures), names))
            .ToImmutableArray();
        return found.IsEmpty ? throw new ModelException($"{labels}: the folder holds no object.") : found;
    }

    private static string PictureOf(string labels, string pictures) =>
        Endings
            .Select(ending => Path.Combine(pictures, Path.GetFileNameWithoutExtension(labels) + ending))
            .FirstOrDefault(File.Exists)
        ?? throw new ModelException($"{labels}: {pictures} has no picture of that name.");

    private static PictureObject Object(
        string path,
        string place,
        string line,
        int width,
        int height,
        ImmutableArray<string> names
    )
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (
            !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number >= names.Length
        )
            throw AnnotationFile.Complaint(
                path,
                place,
                $"'{words[0]}' is no class; there are names for 0 … {names.Length - 1}."
            );
        var numbers = Array.ConvertAll(
            words[1..],
            word =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? value
                    : throw AnnotationFile.Complaint(path, place, $"'{word}' is no number.")
        );
        var region = RegionOf(path, place, numbers, width, height).Checked(width, height, path, place);
        return new(names[number], region);
    }

    private static Region RegionOf(string path, string place, double[] shares, int width, int height)
    {
        if (shares is [var x, var y, var w, var h])
            return new BoxRegion((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height);
        var corners = AnnotationFile.Corners(shares, path, place);
        return new PolygonRegion([
            [.. corners.Select(p => new PicturePoint(p.X * width, p.Y * height))],
        ]);
    }
}
