using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Titled pictures in a row over one legend.</summary>
/// <param name="Panels">From left to right; at least one.</param>
public sealed record Figure(ImmutableArray<Panel> Panels)
{
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
    public Picture Draw() =>
        new FigureGrid([new PanelRow(null, Panels)])
        {
            Title = Title,
            Legend = Legend,
            PanelHeight = PanelHeight,
        }.Draw();
}
