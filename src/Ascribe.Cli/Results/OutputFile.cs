using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Cli.Results;

/// <summary>A file to write an explanation to; its ending says how.</summary>
/// <param name="Path">The file.</param>
/// <param name="Write">Writes it.</param>
internal sealed record OutputFile(string Path, Action<Explanation> Write)
{
    /// <summary>Reads an --output option, before any work is done.</summary>
    /// <exception cref="UsageException">The ending stands for nothing that can be written.</exception>
    public static OutputFile Parse(string path) =>
        System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".NPZ" => new(path, explanation => ExplanationArrays.Save(explanation.Attribution, path)),
            ".JSON" => new(path, explanation => ExplanationJson.Save(explanation, path)),
            ".CSV" => new(path, explanation => ContributionTable.Save(explanation, path)),
            ".HTML" or ".HTM" => new(path, explanation => ExplanationPage.Of(explanation).Save(path)),
            ".PNG" => new(path, explanation => SavePictures(explanation, path)),
            _ => throw new UsageException($"--output {path}: the ending has to be .npz, .json, .csv, .png or .html."),
        };

    /// <summary>One picture per example and feature; several get their number and name into the file's name.</summary>
    private static void SavePictures(Explanation explanation, string path)
    {
        var features = explanation.Attribution.Values.Keys.Where(f => explanation.Heatmap(f, 0) is not null).ToArray();
        if (features.Length == 0)
            throw new ModelException(
                $"{path}: nothing that was explained has a picture; write .html, .json or .npz instead."
            );
        var stem = System.IO.Path.ChangeExtension(path, null);
        foreach (var feature in features)
        {
            for (var example = 0; example < explanation.Count; example++)
            {
                var name =
                    (features.Length > 1 ? $"-{feature.Replace('/', '-')}" : "")
                    + (explanation.Count > 1 ? $"-{example}" : "");
                ExplanationFigure.Of(explanation, feature, example).Draw().Save($"{stem}{name}.png");
            }
        }
    }
}
