using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --images: a folder of pictures, or a table that lists them.</summary>
internal static class PictureList
{
    /// <summary>Columns that hold paths, the first of them that is there; any other that ends in <c>_path</c> comes last.</summary>
    private static readonly ImmutableArray<string> PathColumns = ["path", "file"];

    /// <summary>Columns that hold labels, the first of them that is there; any other that ends in <c>_index</c> comes last.</summary>
    private static readonly ImmutableArray<string> LabelColumns = ["label", "class"];

    /// <summary>The pictures, in order.</summary>
    /// <param name="path">A folder, or a .csv file with a header.</param>
    /// <param name="root">Where relative paths of a table begin; null for the folder that the table lies in.</param>
    /// <exception cref="ModelException">There is no picture, or the table is bad.</exception>
    public static ImmutableArray<ListedPicture> Read(string path, string? root)
    {
        if (Directory.Exists(path))
            return [.. PictureFolder.Files(path).Select(f => new ListedPicture(Path.GetFileName(f), f, null))];
        if (!Path.GetExtension(path).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            throw new ModelException($"--images {path}: give a folder of pictures that exists, or a .csv file.");
        var folder = root ?? Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            using var reader = new StreamReader(path);
            ImmutableArray<ListedPicture> listed = [.. Rows(path, reader, folder)];
            return listed.IsEmpty ? throw new ModelException($"{path} lists no picture.") : listed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new ModelException(
                $"{path}: cannot be read as a table: {(e is FileNotFoundException ? "there is no such file." : e.Message)}",
                e
            );
        }
    }

    private static IEnumerable<ListedPicture> Rows(string path, StreamReader reader, string folder)
    {
        using var csv = new CsvReader(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim }
        );
        if (!csv.Read() || !csv.ReadHeader())
            throw new ModelException($"{path} lists no picture.");
        var header = csv.HeaderRecord!;
        var file =
            Column(header, PathColumns, "_path")
            ?? throw new ModelException(
                $"{path} has no column 'path' or 'file' with the pictures; its columns are {string.Join(", ", header)}."
            );
        var label = Column(header, LabelColumns, "_index");
        while (csv.Read())
        {
            var name = csv.GetField(file)!;
            if (name.Length > 0)
                yield return new(name, Path.Combine(folder, name), label is null ? null : csv.GetField(label));
        }
    }

    private static string? Column(string[] header, ImmutableArray<string> names, string ending) =>
        names
            .Select(name => Array.Find(header, h => h.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .Append(Array.Find(header, h => h.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(found => found is not null);
}
