using System.Globalization;
using Ascribe.Cli.Inputs;
using Ascribe.Experiments;

namespace Ascribe.Cli.Results;

/// <summary>A baseline at one feature of one example.</summary>
/// <param name="Example">What the example is called.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Output">f(A).</param>
/// <param name="BaselineOutput">f(Ā), where all features are at the baseline.</param>
/// <param name="SpatialMask">The mean of the spatial mask; null where there is none.</param>
/// <param name="ChannelMask">The mean of the channel mask; null where there is none.</param>
/// <param name="Correlation">Pearson's correlation of Ā and A; NaN where either is constant.</param>
/// <param name="Milliseconds">What it took to find the baseline for all examples, in one draw.</param>
/// <param name="OutputDeviation">The standard deviation of f(Ā) over draws; NaN for a single one.</param>
/// <param name="CorrelationDeviation">That of the correlation.</param>
internal sealed record BaselineRow(
    string Example,
    string Feature,
    string Baseline,
    double Output,
    double BaselineOutput,
    double? SpatialMask,
    double? ChannelMask,
    double Correlation,
    double Milliseconds,
    double OutputDeviation,
    double CorrelationDeviation
)
{
    /// <summary>The headings of the table.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "example",
        "feature",
        "baseline",
        "f(A)",
        "f(Ā)",
        "spatial mask",
        "channel mask",
        "correlation",
        "milliseconds",
        "deviation of f(Ā)",
        "deviation of correlation",
    ];

    /// <summary>A row for each feature and example of each report, example by example.</summary>
    public static IEnumerable<BaselineRow> Of(IEnumerable<NamedReport> reports, Examples examples) =>
        reports
            .SelectMany(
                r => r.Report.Fits,
                (r, fit) =>
                    (
                        fit.Example,
                        Row: new BaselineRow(
                            Name(examples, fit.Example, r.Report.Output.Length),
                            fit.Feature,
                            r.Name,
                            r.Report.Output[fit.Example],
                            r.Report.BaselineOutput[fit.Example],
                            fit.SpatialMean,
                            fit.ChannelMean,
                            fit.Correlation,
                            1000 * r.Report.Seconds,
                            r.Report.BaselineOutputDeviation[fit.Example],
                            fit.CorrelationDeviation
                        )
                    )
            )
            .OrderBy(r => r.Example)
            .Select(r => r.Row);

    /// <summary>The numbers for people; what does not exist is a dash.</summary>
    public IEnumerable<string> Texts() =>
        [
            Example,
            Feature,
            Baseline,
            Text(Output),
            Text(BaselineOutput, OutputDeviation),
            Text(SpatialMask),
            Text(ChannelMask),
            Text(Correlation, CorrelationDeviation),
            Milliseconds.ToString("0.0", CultureInfo.InvariantCulture),
        ];

    /// <summary>The same in full, for programs; what does not exist is empty.</summary>
    public IEnumerable<string> Cells() =>
        [
            Example,
            Feature,
            Baseline,
            CsvFile.Cell(Output),
            CsvFile.Cell(BaselineOutput),
            CsvFile.Cell(SpatialMask),
            CsvFile.Cell(ChannelMask),
            CsvFile.Cell(Correlation),
            CsvFile.Cell(Milliseconds),
            CsvFile.Cell(OutputDeviation),
            CsvFile.Cell(CorrelationDeviation),
        ];

    /// <summary>An example of several targets counts once for each, which are numbered.</summary>
    private static string Name(Examples examples, int row, int rows)
    {
        var targets = rows / examples.Names.Length;
        var name = examples.Names[row / targets];
        return targets == 1 ? name : $"{name}, target {row % targets + 1}";
    }

    private static string Text(double? number, double deviation = double.NaN)
    {
        if (number is not { } known || double.IsNaN(known))
            return "–";
        var text = known.ToString("0.000", CultureInfo.InvariantCulture);
        return double.IsNaN(deviation)
            ? text
            : string.Create(CultureInfo.InvariantCulture, $"{text} ± {deviation:0.000}");
    }
}
