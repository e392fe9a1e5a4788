using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What a baseline is like for one photo at one layer, [OTB] Tables 2–4.</summary>
/// <param name="Photo">The photo.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="Output">f(A): the target at the example.</param>
/// <param name="AtBaseline">f(Ā); NaN, like all that follows, where the baseline could not be had.</param>
/// <param name="Correlation">Pearson's correlation of Ā and A.</param>
/// <param name="Spatial">The mean of the spatial mask; NaN where there is none.</param>
/// <param name="Channel">The mean of the channel mask; NaN where there is none.</param>
/// <param name="Seconds">What it takes to find the baseline.</param>
internal sealed record BaselineProperty(
    string Photo,
    string Layer,
    string Baseline,
    double Output,
    double AtBaseline,
    double Correlation,
    double Spatial,
    double Channel,
    double Seconds
)
{
    /// <summary>The headings of a table.</summary>
    public static ImmutableArray<string> Columns { get; } =
    ["photo", "layer", "baseline", "f(A)", "f(Ā)", "correlation", "spatial mask", "channel mask", "seconds"];

    /// <summary>|f(Ā)/f(A)|: what is left of the target.</summary>
    public double Left => Math.Abs(AtBaseline / Output);

    /// <summary>The cells of a table.</summary>
    public ImmutableArray<string> Cells =>
        [
            Photo,
            Layer,
            Baseline,
            CsvFile.Cell(Output),
            CsvFile.Cell(AtBaseline),
            CsvFile.Cell(Correlation),
            CsvFile.Cell(Spatial),
            CsvFile.Cell(Channel),
            CsvFile.Cell(Seconds),
        ];

    /// <summary>Reads the cells of a table.</summary>
    public static BaselineProperty Read(string[] cells)
    {
        var numbers = Array.ConvertAll(
            cells[3..],
            cell => cell.Length == 0 ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)
        );
        return new(
            cells[0],
            cells[1],
            cells[2],
            numbers[0],
            numbers[1],
            numbers[2],
            numbers[3],
            numbers[4],
            numbers[5]
        );
    }
}
