using System.Globalization;
using System.Text;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Experiments;

/// <summary>Comma-separated values: UTF-8, lines that end in a line feed, quotes where they are needed.</summary>
public static class CsvFile
{
    /// <summary>Writes rows, the headings being the first, beside first and then renamed.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<IEnumerable<string>> rows) =>
        SafeFile.Write(
            path,
            stream =>
            {
                using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
                Write(writer, rows);
            }
        );

    /// <summary>Writes rows as they stand in a file.</summary>
    internal static void Write(TextWriter writer, IEnumerable<IEnumerable<string>> rows)
    {
        using var csv = new CsvWriter(
            writer,
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" },
            leaveOpen: true
        );
        foreach (var row in rows)
        {
            foreach (var cell in row)
                csv.WriteField(cell);
            csv.NextRecord();
        }
    }

    /// <summary>A number in full; what is not a number is empty.</summary>
    public static string Cell(double? number) =>
        number is { } known && !double.IsNaN(known) ? known.ToString("R", CultureInfo.InvariantCulture) : "";
}
