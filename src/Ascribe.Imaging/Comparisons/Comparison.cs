using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Imaging.Comparisons;

/// <summary>Explanations of the same examples in rows and columns.</summary>
/// <param name="Cells">All of them, row by row; a cell may be missing.</param>
public sealed record Comparison(ImmutableArray<ComparedExplanation> Cells)
{
    /// <summary>The rows: a method at a layer, or all that compare with no baseline; in the order in which they first occur.</summary>
    public ImmutableArray<string> Rows => [.. Cells.Select(RowOf).Distinct(StringComparer.Ordinal)];

    /// <summary>How heatmaps are drawn.</summary>
    public HeatmapStyle Style { get; init; } = new();

    /// <summary>
    /// Whether all heatmaps of an example share one scale, that of the largest of them, instead of having one each. Methods whose
    /// contributions are in different units cannot be compared on one scale.
    /// </summary>
    public bool OnOneScale { get; init; }

    /// <summary>The number of examples.</summary>
    public int Count => Cells[0].Explanation.Count;

    /// <summary>The cells of a row.</summary>
    public IEnumerable<ComparedExplanation> Row(string row) =>
        Cells.Where(c => string.Equals(RowOf(c), row, StringComparison.Ordinal));

    /// <summary>The heatmap of a cell: over its only feature that has positions; null where there is none, or several.</summary>
    public static Heatmap? Heatmap(ComparedExplanation cell, int example) =>
        cell.Explanation.Attribution.Values.Keys.ToArray() is [var feature]
            ? cell.Explanation.Heatmap(feature, example)
            : null;

    /// <summary>A cell's heatmap on the picture of its example; null where it has none.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="example">The example.</param>
    /// <param name="style">Its <see cref="StyleOf"/>, which takes all cells to be found.</param>
    public static Picture? Draw(ComparedExplanation cell, int example, HeatmapStyle style)
    {
        if (Heatmap(cell, example) is not { } heatmap)
            return null;
        var feature = cell.Explanation.Attribution.Values.Keys.First();
        var picture = cell.Explanation.GroundOf(feature, example, heatmap);
        return heatmap.Resize(picture.Width, picture.Height).Over(picture, style);
    }

    /// <summary>How the heatmaps of an example are drawn: in one scale, where they share it.</summary>
    public HeatmapStyle StyleOf(int example) => OnOneScale ? Style with { Scale = Scale(example) } : Style;

    /// <summary>What the colors of an example's heatmaps mean: contributions where all share one scale, shares of each one's own otherwise.</summary>
    public Legend LegendOf(int example) =>
        StyleOf(example).Scale is { } scale
            ? new Legend(Style.Colors, scale, "contribution to the target")
            : new Legend(
                Style.Colors,
                1,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"contribution, as a share of each picture's own {Style.Percentile:0.#}th percentile"
                )
            );

    /// <summary>The magnitude that has the full color where all share one scale.</summary>
    private double Scale(int example) =>
        Cells
            .Select(c => Heatmap(c, example) is { } heatmap ? OwnScale(c, example, heatmap) : 0)
            .DefaultIfEmpty(0)
            .Max();

    /// <summary>What a cell is called within its row: the baseline and the target there, or the method that has none.</summary>
    public static string Caption(ComparedExplanation cell, int example) =>
        cell.Baseline.Length == 0
            ? cell.Method
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{cell.Baseline}: F(b) = {cell.Explanation.Attribution.BaselineOutput.ToDoubles()[example]:0.##}"
            );

    /// <summary>The caption, and what the full color stands for in a heatmap that has a scale of its own.</summary>
    public string CaptionWithScale(ComparedExplanation cell, int example) =>
        !OnOneScale && Heatmap(cell, example) is { } heatmap
            ? $"{Caption(cell, example)}, ±{Legend.Format(OwnScale(cell, example, heatmap))}"
            : Caption(cell, example);

    /// <summary>The scale as it is drawn: of the heatmap in its picture's size.</summary>
    private double OwnScale(ComparedExplanation cell, int example, Heatmap heatmap)
    {
        var ground = cell.Explanation.GroundOf(cell.Explanation.Attribution.Values.Keys.First(), example, heatmap);
        return heatmap.Resize(ground.Width, ground.Height).ScaleAt(Style.Percentile);
    }

    private string RowOf(ComparedExplanation cell)
    {
        var name = cell.Baseline.Length == 0 ? "without a baseline" : cell.Method;
        var hasLayers = Cells.Select(c => c.Layer).Distinct(StringComparer.Ordinal).Count() > 1;
        return hasLayers ? $"{name} at {(cell.Layer.Length == 0 ? "the inputs" : cell.Layer)}" : name;
    }
}
