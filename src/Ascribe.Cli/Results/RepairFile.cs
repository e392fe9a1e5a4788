using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Repair;

namespace Ascribe.Cli.Results;

/// <summary>A file to write a repair to; its ending says how.</summary>
/// <param name="Path">The file.</param>
/// <param name="Write">Writes it, given the model and what silencing came to.</param>
internal sealed record RepairFile(string Path, Action<Model, RepairReport> Write)
{
    /// <summary>Reads --output, before any work is done.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="share">--share.</param>
    /// <exception cref="UsageException">An ending stands for nothing that can be written, or --share and a model do not go together.</exception>
    public static ImmutableArray<RepairFile> ParseAll(string[] paths, double? share)
    {
        ImmutableArray<RepairFile> files = [.. paths.Select(path => Parse(path, share))];
        if (share is not null && !paths.Any(IsModel))
            throw new UsageException("--share is for the model that is written; give --output FILE.onnx, too.");
        return files;
    }

    private static bool IsModel(string path) =>
        System.IO.Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase);

    private static RepairFile Parse(string path, double? share) =>
        System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".ONNX" when share is { } part and <= 1 => new(path, (model, report) => Save(model, report, part, path)),
            ".ONNX" => throw new UsageException(
                $"--output {path}: say by --share how much of the layer is silent, such as 1%."
            ),
            ".CSV" => new(path, (_, report) => report.Table.SaveCsv(path)),
            ".HTML" or ".HTM" => new(path, (_, report) => report.ToPage().Save(path)),
            ".PNG" => new(path, (_, report) => report.Plot.SavePng(path)),
            ".SVG" => new(path, (_, report) => report.Plot.SaveSvg(path)),
            _ => throw new UsageException($"--output {path}: the ending has to be .onnx, .csv, .html, .png or .svg."),
        };

    private static void Save(Model model, RepairReport report, double share, string path)
    {
        var ranking = report.Repairs[0].Ranking;
        Silencing.Apply(model, ranking.Layer, ranking.Mask(ranking.Silenced(share))).Save(path);
    }
}
