using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>How plots look: dark text on white, quiet lines, letters that can be read at 640 pixels.</summary>
internal static class Theme
{
    /// <summary>Pixels around everything.</summary>
    internal const int Padding = 12;

    /// <summary>Vega-Lite's <c>config</c>.</summary>
    internal static JsonObject Config() =>
        new()
        {
            // Verdana is what DejaVu Sans is elsewhere: letters of the same widths.
            ["font"] = "DejaVu Sans, Verdana, sans-serif",
            ["background"] = $"{Rgb.White}",
            ["padding"] = Padding,
            ["lineBreak"] = Channel.LineBreak,
            ["view"] = new JsonObject { ["stroke"] = null },
            ["title"] = new JsonObject
            {
                ["anchor"] = "start",
                ["frame"] = "group",
                ["fontSize"] = 15,
                ["fontWeight"] = "bold",
                ["lineHeight"] = 20,
                ["offset"] = 14,
                ["color"] = $"{Palette.Ink}",
            },
            ["axis"] = AxisLook(),
            ["legend"] = new JsonObject
            {
                ["labelFontSize"] = 12,
                ["labelColor"] = $"{Palette.Ink}",
                ["labelLimit"] = 0,
                ["symbolSize"] = 80,
                ["symbolOpacity"] = 1,
                ["columnPadding"] = 18,
                ["rowPadding"] = 5,
                ["offset"] = 12,
            },
        };

    private static JsonObject AxisLook() =>
        new()
        {
            ["labelFontSize"] = 12,
            ["labelColor"] = $"{Palette.Ink}",
            ["labelPadding"] = 6,
            ["labelFlush"] = false,
            ["titleFontSize"] = 13,
            ["titleFontWeight"] = "normal",
            ["titleColor"] = $"{Palette.Ink}",
            ["titlePadding"] = 10,
            ["domainColor"] = $"{Palette.Quiet}",
            ["tickColor"] = $"{Palette.Quiet}",
            ["tickSize"] = 4,
            ["gridColor"] = $"{Palette.Grid}",
        };
}
