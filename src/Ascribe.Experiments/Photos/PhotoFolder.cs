using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace Ascribe.Experiments.Photos;

/// <summary>A folder of photos with a table of their classes.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Rows">File, class, and every other column of a photo, by the table's headings.</param>
/// <param name="Folder">Where the photos lie.</param>
internal sealed record PhotoFolder(string Name, string Folder, ImmutableArray<ImmutableDictionary<string, string>> Rows)
{
    private const string File = "file";
    private const string Class = "imagenet_index";

    /// <summary>The first of a data folder's sets of photos that is there; null where there is none.</summary>
    public static PhotoFolder? Find(string? data) =>
        data is null
            ? null
            : new[] { "imagenet-val", "imagenet-sample" }
                .Where(name =>
                    Directory.Exists(Path.Combine(data, "images", name))
                    && System.IO.File.Exists(Path.Combine(data, "labels", $"{name}.csv"))
                )
                .Select(name => Load(data, name))
                .FirstOrDefault();

    /// <summary>Photos of which a network says what they are labeled as.</summary>
    /// <param name="column">The column that holds the network's decisions.</param>
    public IEnumerable<Photo> Recognized(string column) =>
        Rows.Where(r => r.TryGetValue(column, out var decision) && decision == r[Class]).Select(PhotoOf);

    /// <summary>All photos, from the last to the first.</summary>
    public IEnumerable<Photo> Backwards => Rows.Reverse().Select(PhotoOf);

    private Photo PhotoOf(ImmutableDictionary<string, string> row) => Photo.Of(Path.Combine(Folder, row[File]));

    private static PhotoFolder Load(string data, string name)
    {
        var folder = Path.Combine(data, "images", name);
        using var reader = new StreamReader(Path.Combine(data, "labels", $"{name}.csv"));
        using var csv = new CsvReader(reader, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = ImmutableArray.CreateBuilder<ImmutableDictionary<string, string>>();
        while (csv.Read())
            rows.Add(csv.HeaderRecord!.ToImmutableDictionary(h => h, h => csv.GetField(h)!, StringComparer.Ordinal));
        return new PhotoFolder(name, folder, [.. rows.Where(r => Path.Exists(Path.Combine(folder, r[File])))]);
    }
}
