using System.Collections.Immutable;
using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The summary of an evaluation as tables.</summary>
internal static class SummaryTable
{
    /// <summary>Everything in full, for files.</summary>
    public static ResultTable Exact(ImmutableArray<SummaryRow> rows) =>
        new(
            "summary",
            "Means over the examples with 95 % bootstrap intervals, and differences to the best.",
            [
                "score",
                "better",
                "method",
                "baseline",
                "layer",
                "mean",
                "low",
                "high",
                "examples",
                "missing",
                "difference to best",
                "difference low",
                "difference high",
                "p",
                "p corrected",
                "standing",
            ],
            [.. rows.Select(Exact)]
        );

    /// <summary>One criterion, rounded, for people.</summary>
    public static ResultTable Shown(Criterion criterion, ImmutableArray<SummaryRow> rows) =>
        new(
            $"summary-{FileName(criterion.Name)}",
            Heading(criterion),
            ["method", "baseline", "layer", "mean", "95 %", "examples", "difference to best", "p", "standing"],
            [.. rows.Where(r => r.Criterion == criterion).Select(Shown)]
        );

    /// <summary>A criterion with its unit and its direction.</summary>
    public static string Heading(Criterion criterion) =>
        $"{criterion.Name}{(criterion.Unit.Length > 0 ? $", {criterion.Unit}" : "")} ({(criterion.LargerIsBetter ? "larger" : "smaller")} is better)";

    /// <summary>A name that a file can bear.</summary>
    public static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')).Trim('-');

    /// <summary>A standing in words.</summary>
    public static string Words(Standing standing) =>
        standing switch
        {
            Standing.Best => "best",
            Standing.Worse => "worse",
            Standing.NotToldApart => "not told apart",
            _ => "",
        };

    private static ImmutableArray<string> Exact(SummaryRow row)
    {
        var difference = row.ToBest?.Difference;
        return
        [
            row.Criterion.Name,
            row.Criterion.LargerIsBetter ? "larger" : "smaller",
            .. row.Candidate.Key,
            CsvFile.Cell(row.Estimate.Mean),
            CsvFile.Cell(row.Estimate.Interval.Low),
            CsvFile.Cell(row.Estimate.Interval.High),
            $"{row.Estimate.Count}",
            $"{row.Estimate.Missing}",
            CsvFile.Cell(difference?.Mean),
            CsvFile.Cell(difference?.Interval.Low),
            CsvFile.Cell(difference?.Interval.High),
            CsvFile.Cell(row.P),
            CsvFile.Cell(row.CorrectedP),
            Words(row.Standing),
        ];
    }

    private static ImmutableArray<string> Shown(SummaryRow row) =>
        [
            .. row.Candidate.Key,
            Text(row.Estimate.Mean),
            Text(row.Estimate.Interval),
            row.Estimate.Missing > 0
                ? $"{row.Estimate.Count} ({row.Estimate.Missing} missing)"
                : $"{row.Estimate.Count}",
            row.ToBest is { } to && !double.IsNaN(to.Difference.Mean)
                ? $"{Text(to.Difference.Mean)} {Text(to.Difference.Interval)}".TrimEnd()
                : "",
            Text(row.CorrectedP),
            Words(row.Standing),
        ];

    private static string Text(double number) => double.IsNaN(number) ? "" : Numbers.Text(number);

    private static string Text(ConfidenceInterval interval) =>
        double.IsNaN(interval.Low) ? "" : $"[{Numbers.Text(interval.Low)}, {Numbers.Text(interval.High)}]";
}
