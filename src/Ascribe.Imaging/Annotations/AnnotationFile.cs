using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>What every reader of annotations does: read, and say in one line what is wrong and where.</summary>
internal static class AnnotationFile
{
    /// <summary>The bytes of a file.</summary>
    /// <exception cref="ModelException">It cannot be read.</exception>
    internal static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : e.Message;
            throw new ModelException($"{path}: the annotations cannot be read: {reason}.", e);
        }
    }

    /// <summary>The lines of a text file with their numbers, from 1, trimmed, without those that are empty.</summary>
    internal static IEnumerable<(int Number, string Text)> Lines(string path) =>
        System
            .Text.Encoding.UTF8.GetString(Bytes(path))
            .TrimStart('\ufeff')
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Select((line, i) => (i + 1, line.Trim()))
            .Where(line => line.Item2.Length > 0);

    /// <summary>Requires that a picture can have the size: sides of 1 or more, and no more pixels than are read.</summary>
    /// <exception cref="ModelException">It cannot.</exception>
    internal static void RequireSize(int width, int height, string path, string place)
    {
        if (width < 1 || height < 1 || (long)width * height > PictureDecoder.MaxPixels)
            throw Complaint(path, place, $"no picture of {width} × {height} pixels is read.");
    }

    internal static ModelException Complaint(string path, string place, string complaint) =>
        new($"{path}: {place}: {complaint}");

    /// <summary>The region itself, boxes cut to the picture.</summary>
    /// <exception cref="ModelException">It is empty or reaches beyond the picture.</exception>
    internal static Region Checked(this Region region, int width, int height, string path, string place)
    {
        if (region.Complaint(width, height) is { } complaint)
            throw Complaint(path, place, complaint);
        return region is BoxRegion box ? box.Clip(width, height) : region;
    }

    /// <summary>A polygon from x and y in turn.</summary>
    /// <exception cref="ModelException">There are fewer than three corners, or an odd number of numbers.</exception>
    internal static PicturePoint[] Corners(IReadOnlyList<double> numbers, string path, string place) =>
        numbers.Count >= 6 && numbers.Count % 2 == 0
            ? [.. numbers.Chunk(2).Select(pair => new PicturePoint(pair[0], pair[1]))]
            : throw Complaint(
                path,
                place,
                $"a polygon takes three corners or more, x and y of each, but here are {numbers.Count} numbers."
            );
}
