using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The summary of an evaluation as plots, for each layer its own.</summary>
internal static class SummaryPlots
{
    private const int MostLines = 8;
    private const int MostMarks = 21;

    /// <summary>Bars of a criterion, and the curves behind it where it has some.</summary>
    public static IEnumerable<ResultPlot> Of(
        Criterion criterion,
        ImmutableArray<SummaryRow> rows,
        ImmutableArray<MeanCurve> curves
    ) =>
        from layer in rows.Where(r => r.Criterion == criterion && double.IsFinite(r.Estimate.Mean))
            .GroupBy(r => r.Candidate.Layer, StringComparer.Ordinal)
        from plot in new[] { Bars(criterion, [.. layer]), Curves(criterion, [.. layer], curves) }
        where plot is not null
        select plot;

    private static ResultPlot Bars(Criterion criterion, ImmutableArray<SummaryRow> rows)
    {
        var grouped = Methods(rows) > 1 && rows.Any(r => r.Candidate.Baseline is not null);
        var series = rows.GroupBy(r => grouped ? Baseline(r.Candidate) : "", StringComparer.Ordinal)
            .Select(s => new BarSeries(
                s.Key,
                [
                    .. s.Select(r => new PlotBar(
                        grouped ? r.Candidate.Name : Label(r.Candidate, rows),
                        r.Estimate.Mean,
                        Spread(r)
                    )),
                ]
            ));
        return new ResultPlot(
            Name("bars", criterion, rows),
            new BarPlot(Title(criterion, rows), "", new Axis(SummaryTable.Heading(criterion)), [.. series])
            {
                Width = 760,
            },
            $"Means of {criterion.Name} over the examples, with their 95 % bootstrap intervals."
        );
    }

    private static ResultPlot? Curves(
        Criterion criterion,
        ImmutableArray<SummaryRow> rows,
        ImmutableArray<MeanCurve> curves
    )
    {
        var ordered = criterion.LargerIsBetter
            ? rows.OrderByDescending(r => r.Estimate.Mean)
            : rows.OrderBy(r => r.Estimate.Mean);
        ImmutableArray<Series> lines =
        [
            .. ordered
                .Join(
                    curves.Where(c => c.Criterion == criterion),
                    r => r.Candidate,
                    c => c.Candidate,
                    (r, c) => new Series(Label(r.Candidate, rows), Points(c))
                )
                .Where(s => !s.Points.IsEmpty)
                .Take(MostLines),
        ];
        if (lines.IsEmpty)
            return null;
        var which = rows.Length > lines.Length ? $" of the best {lines.Length}" : "";
        return new ResultPlot(
            Name("curves", criterion, rows),
            new LinePlot(
                Title(criterion, rows),
                new Axis("how much has moved"),
                new Axis("mean over the examples"),
                lines
            )
            {
                Width = 760,
            },
            $"Means of the curves behind {criterion.Name}{which}; curves.csv has every point."
        );
    }

    /// <summary>Points with a number, thinned out evenly with both ends kept.</summary>
    private static ImmutableArray<PlotPoint> Points(MeanCurve curve)
    {
        PlotPoint[] there =
        [
            .. curve.Points.Where(p => double.IsFinite(p.Mean)).Select(p => new PlotPoint(p.Position, p.Mean)),
        ];
        if (there.Length <= MostMarks)
            return [.. there];
        return [.. Enumerable.Range(0, MostMarks).Select(i => there[i * (there.Length - 1) / (MostMarks - 1)])];
    }

    private static Interval? Spread(SummaryRow row) =>
        double.IsNaN(row.Estimate.Interval.Low) ? null : new(row.Estimate.Interval.Low, row.Estimate.Interval.High);

    private static int Methods(ImmutableArray<SummaryRow> rows) =>
        rows.Select(r => r.Candidate.Name).Distinct(StringComparer.Ordinal).Count();

    private static string Baseline(Candidate candidate) => candidate.Baseline?.Name ?? "no baseline";

    /// <summary>What tells a candidate from the others of its layer.</summary>
    private static string Label(Candidate candidate, ImmutableArray<SummaryRow> rows) =>
        Methods(rows) == 1 ? Baseline(candidate)
        : candidate.Baseline is { } baseline ? $"{candidate.Name}, {baseline.Name}"
        : candidate.Name;

    private static string Title(Criterion criterion, ImmutableArray<SummaryRow> rows) =>
        rows[0].Candidate.Layer is { Length: > 0 } layer ? $"{criterion.Name} at {layer}" : criterion.Name;

    private static string Name(string kind, Criterion criterion, ImmutableArray<SummaryRow> rows) =>
        SummaryTable.FileName($"{kind}-{criterion.Name}-{rows[0].Candidate.Layer}");
}
