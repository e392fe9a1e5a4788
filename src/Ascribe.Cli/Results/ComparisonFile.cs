using Ascribe.Imaging.Comparisons;

namespace Ascribe.Cli.Results;

/// <summary>A file to write a comparison to; its ending says how.</summary>
/// <param name="Path">The file.</param>
/// <param name="Write">Writes it.</param>
internal sealed record ComparisonFile(string Path, Action<Comparison> Write)
{
    /// <summary>Reads an --output option, before any work is done.</summary>
    /// <exception cref="UsageException">The ending stands for nothing that can be written.</exception>
    public static ComparisonFile Parse(string path) =>
        System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".PNG" => new(path, comparison => SaveFigures(comparison, path)),
            ".HTML" or ".HTM" => new(path, comparison => ComparisonPage.Of(comparison).Save(path)),
            ".CSV" => new(path, comparison => ComparisonTable.Save(comparison, path)),
            _ => throw new UsageException($"--output {path}: the ending has to be .png, .html or .csv."),
        };

    /// <summary>One picture per example; several get their number into the file's name.</summary>
    private static void SaveFigures(Comparison comparison, string path)
    {
        var stem = System.IO.Path.ChangeExtension(path, null);
        for (var example = 0; example < comparison.Count; example++)
        {
            var name = comparison.Count > 1 ? $"-{example}" : "";
            ComparisonFigure.Of(comparison, example).Draw().Save($"{stem}{name}.png");
        }
    }
}
