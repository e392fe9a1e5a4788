using System.Globalization;
using System.Net;
using System.Text;
using System.Xml;

namespace Ascribe.Imaging;

/// <summary>An SVG document as it grows, with the two things that figures are made of: boxes and lines of text.</summary>
internal sealed class Svg(int width, int height)
{
    private readonly StringBuilder body = new();

    /// <summary>A rectangle filled with a color or with <c>url(#…)</c>.</summary>
    internal Svg Box(double x, double y, double width, double height, string fill) =>
        Add($"""<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>""");

    /// <summary>One line of text whose baseline begins, is centered, or ends at a point.</summary>
    internal Svg Text(double x, double y, string text, TextStyle style) =>
        Add(
            $"""<text x="{x}" y="{y}" font-family="DejaVu Sans, sans-serif" font-size="{style.Size}" font-weight="{(style.Bold ? "bold" : "normal")}" fill="{style.Color}" text-anchor="{style.Anchor}">{Escape(text)}</text>"""
        );

    /// <summary>A gradient from left to right, to be named as a fill.</summary>
    internal Svg Gradient(string name, IEnumerable<(double Share, Rgb Color)> stops)
    {
        body.Append(CultureInfo.InvariantCulture, $"<linearGradient id=\"{name}\">");
        foreach (var (share, color) in stops)
            body.Append(CultureInfo.InvariantCulture, $"""<stop offset="{share:0.####}" stop-color="{color}"/>""");
        body.Append("</linearGradient>\n");
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{"\n"}{body}</svg>""";

    // A character that XML cannot hold would cost the whole drawing.
    private static string Escape(string text) =>
        WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c).Where(XmlConvert.IsXmlChar)));

    private Svg Add(FormattableString markup)
    {
        body.Append(markup.ToString(CultureInfo.InvariantCulture)).Append('\n');
        return this;
    }
}
