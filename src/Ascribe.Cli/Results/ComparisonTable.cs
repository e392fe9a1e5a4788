using System.Globalization;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments;
using Ascribe.Imaging.Comparisons;
using Ascribe.Onnx;
using Spectre.Console;

namespace Ascribe.Cli.Results;

/// <summary>The numbers of a comparison.</summary>
internal static class ComparisonTable
{
    private static readonly string[] Columns =
    [
        "example",
        "target",
        "method",
        "layer",
        "baseline",
        "F(x)",
        "F(baseline)",
        "for",
        "against",
        "completeness gap",
        "gradients",
        "model evaluations",
        "seconds",
    ];

    /// <summary>Prints them, rounded.</summary>
    public static void Write(Comparison comparison)
    {
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded);
        foreach (var column in Columns)
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        foreach (var row in Rows(comparison, Text))
            table.AddRow([.. row.Select(Markup.Escape)]);
        Screen.Out.Write(table);

        static string Text(double number) =>
            double.IsNaN(number) ? "–" : (Math.Round(number, 4) + 0).ToString("0.####", CultureInfo.InvariantCulture);
    }

    /// <summary>Writes them as .csv, in full.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Save(Comparison comparison, string path) =>
        CsvFile.Write(path, Rows(comparison, number => CsvFile.Cell(number)).Prepend(Columns));

    private static IEnumerable<IEnumerable<string>> Rows(Comparison comparison, Func<double, string> text) =>
        Enumerable.Range(0, comparison.Count).SelectMany(e => comparison.Cells.Select(c => Row(c, e, text)));

    private static IEnumerable<string> Row(ComparedExplanation cell, int example, Func<double, string> text)
    {
        var (explanation, attribution) = (cell.Explanation, cell.Explanation.Attribution);
        var (speaksFor, against) = explanation.Sums(example);
        return
        [
            explanation.ExampleName(example),
            explanation.TargetName(example),
            cell.Method,
            cell.Layer,
            cell.Baseline,
            text(attribution.Output.ToDoubles()[example]),
            text(attribution.BaselineOutput.ToDoubles()[example]),
            text(speaksFor),
            text(against),
            text(attribution.CompletenessGap.ToDoubles()[example]),
            text(attribution.Provenance.GradientEvaluations),
            text(attribution.Provenance.ModelEvaluations),
            text(Math.Round(cell.Seconds, 4)),
        ];
    }
}
