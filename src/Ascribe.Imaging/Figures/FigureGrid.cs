using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Rows of titled pictures, all of one height, over one legend.</summary>
/// <param name="Rows">From top to bottom; at least one with a panel.</param>
public sealed record FigureGrid(ImmutableArray<PanelRow> Rows)
{
    private const int Margin = 16;
    private const int Gap = 12;
    private const int TitleHeight = 26;
    private const int WidestLegend = 520;
    private static readonly TextStyle PanelTitle = new() { Anchor = "middle", Size = 14 };
    private static readonly TextStyle RowTitle = new() { Size = 15, Bold = true };
    private static readonly TextStyle GridTitle = new() { Size = 16, Bold = true };

    /// <summary>A line above everything; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>What the colors mean; null for none.</summary>
    public Legend? Legend { get; init; }

    /// <summary>The pixels that every panel is high; pictures are scaled to it with their sides in proportion.</summary>
    public int PanelHeight { get; init; } = 320;

    /// <summary>The whole figure on white.</summary>
    /// <exception cref="ModelException">There is no panel.</exception>
    public Picture Draw()
    {
        if (Rows.All(row => row.Panels.IsEmpty))
            throw new ModelException("A figure needs at least one panel.");
        var pictures = Rows.Select(row => row.Panels.Select(p => Fitted(p.Picture)).ToArray()).ToArray();
        var inner = pictures.Max(row => row.Sum(p => p.Width) + Gap * Math.Max(0, row.Length - 1));
        int[] tops = [.. Tops()];
        var (width, height) = (
            inner + 2 * Margin,
            tops[^1] + (Legend is null ? 0 : Imaging.Legend.Height) + Margin - Gap
        );
        var svg = new Svg(width, height).Box(0, 0, width, height, "white");
        if (Title is not null)
            svg.Text(Margin, Margin + 14, GridTitle.Fit(Title, inner), GridTitle);
        for (var row = 0; row < Rows.Length; row++)
            AddTitles(svg, Rows[row], pictures[row], tops[row], inner);
        var legendWidth = Math.Min(inner, WidestLegend);
        Legend?.AddTo(svg, Margin + (inner - legendWidth) / 2.0, tops[^1], legendWidth);
        return Place(Picture.FromSvg(svg.ToString()).Over(Rgb.White), pictures, tops);
    }

    /// <summary>Where each row begins, and where the last one ends.</summary>
    private IEnumerable<int> Tops()
    {
        var top = Margin + (Title is null ? 0 : TitleHeight);
        yield return top;
        foreach (var row in Rows)
        {
            top += HeightOfTitles(row) + PanelHeight + Gap;
            yield return top;
        }
    }

    private static int HeightOfTitles(PanelRow row) => row.Title is null ? TitleHeight : 2 * TitleHeight;

    private static void AddTitles(Svg svg, PanelRow row, Picture[] pictures, int top, int width)
    {
        if (row.Title is not null)
            svg.Text(Margin, top + 16, RowTitle.Fit(row.Title, width), RowTitle);
        var line = top + HeightOfTitles(row) - TitleHeight + 16;
        foreach (var ((panel, picture), left) in row.Panels.Zip(pictures).Zip(Lefts(pictures)))
            svg.Text(left + picture.Width / 2.0, line, PanelTitle.Fit(panel.Title, picture.Width), PanelTitle);
    }

    // The pixels are copied rather than drawn, so that they are the heatmap's own.
    private Picture Place(Picture canvas, Picture[][] pictures, int[] tops)
    {
        for (var row = 0; row < Rows.Length; row++)
        {
            var top = tops[row] + HeightOfTitles(Rows[row]);
            foreach (var (picture, left) in pictures[row].Zip(Lefts(pictures[row])))
                canvas = canvas.With(picture, left, top);
        }
        return canvas;
    }

    private static IEnumerable<int> Lefts(Picture[] pictures)
    {
        var left = Margin;
        foreach (var picture in pictures)
        {
            yield return left;
            left += picture.Width + Gap;
        }
    }

    private Picture Fitted(Picture picture) =>
        picture.Resize((int)Math.Max(1, Math.Round((double)picture.Width * PanelHeight / picture.Height)), PanelHeight);
}
