using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A class of annotations, and the classes of ImageNet-1k that are kinds of it.</summary>
/// <param name="Names">The class as Pascal VOC and COCO spell it.</param>
/// <param name="Synsets">The WordNet ids whose kinds are meant, such as n02084071; none where ImageNet lacks the class.</param>
/// <param name="Indices">The indices among ImageNet's classes, 0 … 999, in rising order; none where ImageNet lacks the class.</param>
/// <param name="Note">What is to be known of it; empty where nothing is.</param>
public sealed record ImageNetKinds(
    ImmutableArray<string> Names,
    ImmutableArray<string> Synsets,
    ImmutableArray<int> Indices,
    string Note
)
{
    /// <summary>How many classes ImageNet-1k has.</summary>
    public const int Classes = 1000;

    private const string Table = "imagenet-kinds.tsv";

    /// <summary>The 20 classes of Pascal VOC and the 80 of COCO, those of both once.</summary>
    /// <remarks>
    /// The table was made from WordNet 3.0: a class of ImageNet is a kind of another where its synset lies below the other's. The
    /// indices are those of ILSVRC 2012, in the order of the WordNet ids.
    /// </remarks>
    public static ImmutableArray<ImageNetKinds> All { get; } = Read();

    /// <summary>The class of a name, whatever its case, spaces and punctuation: tv/monitor is tvmonitor.</summary>
    /// <exception cref="ModelException">No class has the name; the message tells the nearest.</exception>
    public static ImageNetKinds Of(string name) =>
        All.FirstOrDefault(kinds => kinds.Names.Any(n => Letters(n) == Letters(name)))
        ?? throw new ModelException(
            $"'{name}' is no class of Pascal VOC or COCO; the nearest are: {string.Join(", ", NearestNames.To(name, All.SelectMany(k => k.Names)))}."
        );

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetter)).ToUpperInvariant();

    private static ImmutableArray<ImageNetKinds> Read()
    {
        using var stream = typeof(ImageNetKinds).Assembly.GetManifestResourceStream(Table)!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n');
        return [.. lines.Where(line => line.Length > 0 && line[0] != '#').Select(Row)];
    }

    private static ImageNetKinds Row(string line)
    {
        var cells = line.Split('\t');
        return new(
            [.. cells[0].Split('|')],
            [.. Words(cells[1])],
            [.. Words(cells[2]).SelectMany(Range)],
            cells.ElementAtOrDefault(3) ?? ""
        );
    }

    private static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<int> Range(string range)
    {
        var ends = Array.ConvertAll(range.Split('-'), end => int.Parse(end, CultureInfo.InvariantCulture));
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    }
}
