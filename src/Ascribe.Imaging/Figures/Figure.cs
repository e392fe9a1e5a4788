using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Titled pictures in a row over one legend.</summary>
/// <param name="Panels">From left to right; at least one.</param>
public sealed record Figure(ImmutableArray<Panel> Panels)
{
    private const int Margin = 16;
    private const int Gap = 12;
    private const int TitleHeight = 26;
    private const int WidestLegend = 520;
    private static readonly TextStyle PanelTitle = new() { Anchor = "middle", Size = 14 };
    private static readonly TextStyle FigureTitle = new() { Size = 16, Bold = true };

    /// <summary>A line above everything; null for none.</summary>
    public string? Title { get; init; }

    /// <summary>What the colors mean; null for none.</summary>
    public Legend? Legend { get; init; }

    /// <summary>The pixels that every panel is high; pictures are scaled to it with their sides in proportion.</summary>
    public int PanelHeight { get; init; } = 320;

    /// <summary>
    /// The original, the signed heatmap on it, and the two sign-separated maps on one scale as in Figure 5 of
    /// arXiv 2310.04821, with a legend. A style whose colors begin at 0 gives the original and one positive map.
    /// </summary>
    /// <param name="original">The picture as the model saw it.</param>
    /// <param name="heatmap">Its attribution, of any resolution.</param>
    /// <param name="style">How heatmaps are drawn.</param>
    /// <param name="label">What the numbers of the legend are.</param>
    public static Figure Of(Picture original, Heatmap heatmap, HeatmapStyle style, string label = "attribution")
    {
        var fitted = heatmap.Resize(original.Width, original.Height);
        var scale = style.Scale ?? fitted.ScaleAt(style.Percentile);
        var same = style with { Scale = scale };
        var apart = same with { Blend = Blend.Plain };
        ImmutableArray<Panel> panels =
            style.Colors.From < 0
                ?
                [
                    new("original", original),
                    new("for (red) and against (blue)", fitted.Over(original, same)),
                    new("for", fitted.Positive.Draw(apart)),
                    new("against", fitted.Negative.Draw(apart)),
                ]
                :
                [
                    new("original", original),
                    new("attribution", fitted.Over(original, same)),
                    new("alone", fitted.Draw(apart)),
                ];
        return new(panels) { Legend = new(style.Colors, scale, label) };
    }

    /// <summary>The whole figure on white.</summary>
    /// <exception cref="ModelException">There is no panel.</exception>
    public Picture Draw()
    {
        if (Panels.IsEmpty)
            throw new ModelException("A figure needs at least one panel.");
        var pictures = Panels.Select(panel => Fitted(panel.Picture)).ToList();
        var inner = pictures.Sum(picture => picture.Width) + Gap * (pictures.Count - 1);
        var top = Margin + (Title is null ? 0 : TitleHeight);
        var below = top + TitleHeight + PanelHeight + Gap;
        var (width, height) = (inner + 2 * Margin, below + (Legend is null ? 0 : Imaging.Legend.Height) + Margin - Gap);
        var svg = new Svg(width, height).Box(0, 0, width, height, "white");
        if (Title is not null)
            svg.Text(Margin, Margin + 14, FigureTitle.Fit(Title, inner), FigureTitle);
        AddTitles(svg, pictures, top);
        var legendWidth = Math.Min(inner, WidestLegend);
        Legend?.AddTo(svg, Margin + (inner - legendWidth) / 2.0, below, legendWidth);
        return Place(Picture.FromSvg(svg.ToString()).Over(Rgb.White), pictures, top + TitleHeight);
    }

    private void AddTitles(Svg svg, List<Picture> pictures, int top)
    {
        var left = Margin;
        for (var i = 0; i < pictures.Count; i++)
        {
            var width = pictures[i].Width;
            svg.Text(left + width / 2.0, top + 16, PanelTitle.Fit(Panels[i].Title, width), PanelTitle);
            left += width + Gap;
        }
    }

    // The pixels are copied rather than drawn, so that they are the heatmap's own.
    private static Picture Place(Picture canvas, List<Picture> pictures, int top)
    {
        var left = Margin;
        foreach (var picture in pictures)
        {
            canvas = canvas.With(picture, left, top);
            left += picture.Width + Gap;
        }
        return canvas;
    }

    private Picture Fitted(Picture picture) =>
        picture.Resize((int)Math.Max(1, Math.Round((double)picture.Width * PanelHeight / picture.Height)), PanelHeight);
}
