using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;
using CsvHelper;
using CsvHelper.Configuration;

namespace Ascribe.Cli.Inputs;

/// <summary>A table of numbers: a row per example, a column per feature.</summary>
/// <param name="Values">float64 [rows, columns].</param>
/// <param name="Columns">The names of the columns; empty where the first row holds numbers already and nobody names them.</param>
internal sealed record CsvTable(Tensor Values, ImmutableArray<string> Columns)
{
    /// <summary>Reads a table with or without a header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">The columns to take, in this order; all of them where empty.</param>
    /// <exception cref="ModelException">It is empty, ragged, lacks a column, or holds something that is no number.</exception>
    public static CsvTable Read(string path, ImmutableArray<string> wanted)
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
        var places = Places(path, wanted, header, width);
        var values = body.SelectMany(row => Numbers(path, row, width, places, header)).ToArray();
        return new CsvTable(Tensor.Of(values, body.Count, places.Length), wanted.IsEmpty ? header : wanted);
    }

    private static ImmutableArray<int> Places(
        string path,
        ImmutableArray<string> wanted,
        ImmutableArray<string> header,
        int width
    )
    {
        if (wanted.IsEmpty)
            return [.. Enumerable.Range(0, width)];
        if (header.IsEmpty)
            return width == wanted.Length
                ? [.. Enumerable.Range(0, width)]
                : throw new ModelException(
                    $"{path}: {width} columns without names, but the model takes {wanted.Length}; give the table a header."
                );
        return [.. wanted.Select(Place)];

        int Place(string name)
        {
            var places = Enumerable
                .Range(0, header.Length)
                .Where(i => header[i].Equals(name, StringComparison.OrdinalIgnoreCase))
                .ToArray();
            return places.Length == 1
                ? places[0]
                : throw new ModelException(
                    places.Length == 0
                        ? $"{path}: the column '{name}' is missing; similar ones: {string.Join(", ", NearestNames.To(name, header))}."
                        : $"{path}: the column '{name}' stands {places.Length} times in the header."
                );
        }
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
        ImmutableArray<int> places,
        ImmutableArray<string> header
    )
    {
        if (row.Cells.Length != width)
            throw new ModelException(
                $"{path}, line {row.Line}: {row.Cells.Length} cells where the first line has {width}."
            );
        return places.Select(i =>
            IsNumber(row.Cells[i], out var number)
                ? number
                : throw new ModelException(
                    $"{path}, line {row.Line}, column {(i < header.Length ? $"'{header[i]}'" : i + 1)}: '{row.Cells[i]}' is no number{(row.Cells[i].Length == 0 ? "; a missing value is written NaN" : "")}."
                )
        );
    }

    private static bool IsNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
}
