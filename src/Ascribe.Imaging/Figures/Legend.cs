using System.Globalization;

namespace Ascribe.Imaging;

/// <summary>What the colors of a heatmap mean: a bar of its colors with numbers under it and words above.</summary>
/// <param name="Colors">The colors.</param>
/// <param name="Scale">The magnitude that has the full color; 0 for a heatmap of zeros.</param>
/// <param name="Label">What the numbers are.</param>
public sealed record Legend(ColorMap Colors, double Scale, string Label)
{
    /// <summary>The pixels that a legend is high.</summary>
    public const int Height = 62;

    private const int Stops = 64;
    private const int Margin = 36;
    private static readonly TextStyle Words = new() { Size = 13, Anchor = "middle" };
    private static readonly TextStyle Numbers = new() { Size = 12, Anchor = "middle" };

    /// <summary>The legend as a picture of its own, on white.</summary>
    /// <param name="width">Pixels; at least about 200 leave room for the numbers.</param>
    /// <param name="magnification">1 for screens, 2 and more for print.</param>
    public Picture Draw(int width = 480, double magnification = 1)
    {
        var svg = new Svg(width, Height).Box(0, 0, width, Height, "white");
        AddTo(svg, 0, 0, width);
        return Picture.FromSvg(svg.ToString(), magnification).Over(Rgb.White);
    }

    /// <summary>Draws the legend into a larger drawing.</summary>
    internal void AddTo(Svg svg, double left, double top, double width)
    {
        var bar = width - 2 * Margin;
        svg.Gradient(
                "legend",
                Enumerable.Range(0, Stops + 1).Select(i => (i / (double)Stops, ColorAt(i / (double)Stops)))
            )
            .Text(left + width / 2, top + 14, Words.Fit(Label, width), Words)
            .Box(left + Margin, top + 23, bar, 16, "url(#legend)");
        var ticks = Scale > 0 ? 4 : 0;
        for (var i = 0; i <= ticks; i++)
        {
            var share = ticks == 0 ? -Colors.From / (1 - Colors.From) : i / (double)ticks;
            var value = Scale * (Colors.From + share * (1 - Colors.From));
            var x = left + Margin + share * bar;
            svg.Box(x - 0.5, top + 39, 1, 4, Numbers.Color.ToString()).Text(x, top + 56, Format(value), Numbers);
        }
    }

    /// <summary>A number in three digits, with a true minus sign.</summary>
    internal static string Format(double value)
    {
        var magnitude = Math.Abs(value);
        var format = magnitude is 0 or (>= 1e-3 and < 1e4) ? "G3" : "0.##e+0";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private Rgb ColorAt(double share) => Colors.At(Colors.From + share * (1 - Colors.From));
}
