using System.Globalization;
using System.Text;
using Ascribe.Imaging;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Cli.Results;

/// <summary>An explanation as a table: a row per contribution.</summary>
internal static class ContributionTable
{
    /// <summary>Writes a .csv file with the columns example, target, feature, entry, contribution, and standard_error where something was drawn.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Save(Explanation explanation, string path) =>
        SafeFile.Write(
            path,
            stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
                using var csv = new CsvWriter(
                    writer,
                    new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }
                );
                string[] errors = explanation.Attribution.StandardErrors.IsEmpty ? [] : ["standard_error"];
                Write(csv, ["example", "target", "feature", "entry", "contribution", .. errors]);
                for (var example = 0; example < explanation.Count; example++)
                    foreach (var feature in explanation.Attribution.Values.Keys)
                    foreach (var contribution in explanation.Contributions(feature, example))
                        Write(
                            csv,
                            [
                                explanation.ExampleName(example),
                                explanation.TargetName(example),
                                feature,
                                contribution.Name,
                                Number(contribution.Value),
                                .. errors.Select(_ => Number(contribution.StandardError)),
                            ]
                        );
            }
        );

    private static string Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static void Write(CsvWriter csv, params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(cell);
        csv.NextRecord();
    }
}
