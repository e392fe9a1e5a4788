using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Cli.Inputs;

/// <summary>A table of numbers: a row per example, a column per feature.</summary>
/// <param name="Values">float64 [rows, columns].</param>
/// <param name="Columns">The header; empty where the first row holds numbers already.</param>
internal sealed record CsvTable(Tensor Values, ImmutableArray<string> Columns)
{
    /// <summary>Reads a table with or without a header.</summary>
    /// <exception cref="ModelException">It is empty, ragged, or holds something that is no number.</exception>
    public static CsvTable Read(string path)
    {
        var rows = Rows(path);
        if (rows.Count == 0)
            throw new ModelException($"{path}: the table is empty.");
        var headed = !rows[0].Cells.All(c => IsNumber(c, out _));
        var header = headed ? rows[0].Cells.ToImmutableArray() : [];
        var body = headed ? rows[1..] : rows;
        if (body.Count == 0)
            throw new ModelException($"{path}: the table has a header and no rows.");
        var width = rows[0].Cells.Length;
        var values = body.SelectMany(row => Numbers(path, row, width, header)).ToArray();
        return new CsvTable(Tensor.Of(values, body.Count, width), header);
    }

    private static List<(int Line, string[] Cells)> Rows(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            using var parser = new CsvParser(
                reader,
                new CsvConfiguration(CultureInfo.InvariantCulture)
                {
                    IgnoreBlankLines = true,
                    TrimOptions = TrimOptions.Trim,
                }
            );
            var rows = new List<(int, string[])>();
            while (parser.Read())
                rows.Add((parser.RawRow, [.. parser.Record!]));
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvHelperException)
        {
            throw new ModelException(
                $"{path}: cannot be read as a table: {(e is FileNotFoundException ? "there is no such file." : e.Message)}",
                e
            );
        }
    }

    private static IEnumerable<double> Numbers(
        string path,
        (int Line, string[] Cells) row,
        int width,
        ImmutableArray<string> header
    )
    {
        if (row.Cells.Length != width)
            throw new ModelException(
                $"{path}, line {row.Line}: {row.Cells.Length} cells where the first line has {width}."
            );
        return row.Cells.Select(
            (cell, i) =>
                IsNumber(cell, out var number)
                    ? number
                    : throw new ModelException(
                        $"{path}, line {row.Line}, column {(i < header.Length ? $"'{header[i]}'" : i + 1)}: '{cell}' is no number."
                    )
        );
    }

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
