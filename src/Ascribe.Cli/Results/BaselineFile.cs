using System.Text.Json;
using Ascribe.Arrays;
using Ascribe.Experiments;
using Ascribe.Onnx;

namespace Ascribe.Cli.Results;

/// <summary>A file to write baselines to; its ending says how.</summary>
/// <param name="Path">The file.</param>
/// <param name="Write">Writes it, given the reports and the table's rows.</param>
internal sealed record BaselineFile(string Path, Action<IReadOnlyList<NamedReport>, IReadOnlyList<BaselineRow>> Write)
{
    /// <summary>Reads an --output option, before any work is done.</summary>
    /// <exception cref="UsageException">The ending stands for nothing that can be written.</exception>
    public static BaselineFile Parse(string path) =>
        System.IO.Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".CSV" => new(
                path,
                (_, rows) => CsvFile.Write(path, rows.Select(r => r.Cells()).Prepend(BaselineRow.Columns))
            ),
            ".JSON" => new(path, (_, rows) => WriteJson(path, rows)),
            ".NPZ" => new(path, (reports, _) => Npz.Write(path, [.. Arrays(reports)])),
            _ => throw new UsageException($"--output {path}: the ending has to be .csv, .json or .npz."),
        };

    /// <summary>Each baseline by its feature; several are told apart by their names in front.</summary>
    private static IEnumerable<KeyValuePair<string, Tensor>> Arrays(IReadOnlyList<NamedReport> reports) =>
        reports.SelectMany(
            r => r.Report.Values,
            (r, v) => KeyValuePair.Create(reports.Count == 1 ? v.Key : $"{r.Name}/{v.Key}", v.Value)
        );

    private static void WriteJson(string path, IReadOnlyList<BaselineRow> rows) =>
        SafeFile.Write(
            path,
            stream =>
            {
                using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
                BaselineTable.Json(rows).WriteTo(writer);
            }
        );
}
