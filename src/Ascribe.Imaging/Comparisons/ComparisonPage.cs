using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Imaging.Comparisons;

/// <summary>A comparison as a page: heatmaps row by row, or contributions side by side, and the numbers of every cell.</summary>
public static class ComparisonPage
{
    private const int ShownEntries = 15;

    /// <summary>The page.</summary>
    public static Page Of(Comparison comparison)
    {
        var examples = Enumerable.Range(0, comparison.Count).Select(e => Example(comparison, e).ToImmutableArray());
        var first = comparison.Cells[0].Explanation;
        return new Page(
            comparison.Count == 1 ? $"Why {first.TargetName(0)}?" : $"{comparison.Count} examples compared",
            PagedBlock.Of("Examples", examples)
        )
        {
            Lead = $"{comparison.Cells.Length} explanations of what the model “{first.Model}” says.",
            Footer = "Made with Ascribe.",
        };
    }

    private static IEnumerable<Block> Example(Comparison comparison, int example)
    {
        var first = comparison.Cells[0].Explanation;
        var style = comparison.StyleOf(example);
        yield return new HeadingBlock($"{first.ExampleName(example)}: {first.TargetName(example)}");
        foreach (var (input, pictures) in first.Pictures)
            yield return new PicturesBlock(
                new CaptionedPicture(
                    pictures[first.OwnPlace(example)],
                    $"What the model sees of {first.ExampleName(example)}",
                    input
                )
            );
        foreach (var row in comparison.Rows)
        {
            yield return new HeadingBlock(row, 3);
            yield return Row(comparison, row, example, style);
        }
        if (comparison.Cells.Any(c => Comparison.Heatmap(c, example) is not null))
            yield return new PicturesBlock(Scale(comparison.LegendOf(example), comparison.OnOneScale));
        yield return Numbers(comparison, example);
    }

    private static CaptionedPicture Scale(Legend legend, bool shared) =>
        new(
            legend.Draw(),
            $"Color scale from {Legend.Format(legend.Scale * legend.Colors.From)} to {Legend.Format(legend.Scale)}",
            "Red (above 0) speaks for the target, blue (below 0) against it. "
                + (
                    shared
                        ? "All pictures share one scale."
                        : "Every picture has a scale of its own; ± says what its full color stands for."
                )
        );

    private static Block Row(Comparison comparison, string row, int example, HeatmapStyle style)
    {
        var cells = comparison.Row(row).ToArray();
        var pictures = cells
            .Select(c => (Cell: c, Picture: Comparison.Draw(c, example, style)))
            .Where(c => c.Picture is not null)
            .Select(c => new CaptionedPicture(
                c.Picture!,
                $"Heatmap of {row}, {comparison.CaptionWithScale(c.Cell, example)}",
                comparison.CaptionWithScale(c.Cell, example)
            ))
            .ToImmutableArray();
        return pictures.IsEmpty ? Entries(cells, example) : new PicturesBlock(pictures);
    }

    /// <summary>The entries that any of the cells finds largest, as a table of all.</summary>
    private static TableBlock Entries(ComparedExplanation[] cells, int example)
    {
        var contributions = cells
            .Select(c =>
                c.Explanation.Attribution.Values.Keys.SelectMany(f => c.Explanation.Contributions(f, example)).ToArray()
            )
            .ToArray();
        var largest = Enumerable
            .Range(0, contributions.Min(c => c.Length))
            .OrderByDescending(i => contributions.Max(c => Math.Abs(c[i].Value)))
            .Take(ShownEntries);
        return new TableBlock(
            "The largest contributions",
            ["entry", .. cells.Select(c => Comparison.Caption(c, example))],
            [
                .. largest.Select(i =>
                    ImmutableArray.Create([contributions[0][i].Name, .. contributions.Select(c => Number(c[i].Value))])
                ),
            ]
        );
    }

    private static TableBlock Numbers(Comparison comparison, int example) =>
        new(
            "Numbers",
            [
                "method",
                "layer",
                "baseline",
                "F(x)",
                "F(b)",
                "completeness gap",
                "gradients",
                "model evaluations",
                "seconds",
            ],
            [.. comparison.Cells.Select(c => Numbers(c, example))]
        );

    private static ImmutableArray<string> Numbers(ComparedExplanation cell, int example)
    {
        var attribution = cell.Explanation.Attribution;
        return
        [
            cell.Method,
            cell.Layer.Length == 0 ? "–" : cell.Layer,
            cell.Baseline.Length == 0 ? "–" : cell.Baseline,
            Number(attribution.Output.ToDoubles()[example]),
            Number(attribution.BaselineOutput.ToDoubles()[example]),
            Number(attribution.CompletenessGap.ToDoubles()[example]),
            attribution.Provenance.GradientEvaluations.ToString(CultureInfo.InvariantCulture),
            attribution.Provenance.ModelEvaluations.ToString(CultureInfo.InvariantCulture),
            cell.Seconds.ToString("0.00", CultureInfo.InvariantCulture),
        ];
    }

    private static string Number(double number) =>
        double.IsNaN(number) ? "–" : (Math.Round(number, 4) + 0).ToString("0.####", CultureInfo.InvariantCulture);
}
