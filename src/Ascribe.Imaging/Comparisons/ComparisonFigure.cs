using Ascribe.Onnx;

namespace Ascribe.Imaging.Comparisons;

/// <summary>A comparison as a picture: the original, and under it a row of heatmaps for each method and layer.</summary>
public static class ComparisonFigure
{
    /// <summary>The figure of one example.</summary>
    /// <exception cref="ModelException">No cell has a picture.</exception>
    public static FigureGrid Of(Comparison comparison, int example)
    {
        var style = comparison.StyleOf(example);
        var rows = comparison
            .Rows.Select(row => new PanelRow(
                row,
                [
                    .. comparison
                        .Row(row)
                        .Select(c => (Cell: c, Picture: Comparison.Draw(c, example, style)))
                        .Where(c => c.Picture is not null)
                        .Select(c => new Panel(comparison.CaptionWithScale(c.Cell, example), c.Picture!)),
                ]
            ))
            .Where(row => !row.Panels.IsEmpty)
            .ToArray();
        if (rows.Length == 0)
            throw new ModelException("nothing that is compared has a picture; write .html or .csv instead.");
        var first = comparison.Cells[0].Explanation;
        var original = first.Pictures.Values.Select(p => new PanelRow(
            null,
            [new Panel("original", p[first.OwnPlace(example)])]
        ));
        return new FigureGrid([.. original, .. rows])
        {
            Title = $"{first.ExampleName(example)}: why {first.TargetName(example)}?",
            PanelHeight = 224,
            Legend = comparison.LegendOf(example),
        };
    }
}
