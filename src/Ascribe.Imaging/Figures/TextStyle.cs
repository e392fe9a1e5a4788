namespace Ascribe.Imaging;

/// <summary>How a line of text looks.</summary>
internal sealed record TextStyle
{
    /// <summary>Pixels.</summary>
    internal double Size { get; init; } = 13;

    internal bool Bold { get; init; }

    internal Rgb Color { get; init; } = new(0x33, 0x33, 0x33);

    /// <summary>SVG's <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    internal string Anchor { get; init; } = "start";

    /// <summary>The text, shortened with an ellipsis where it would be wider than <paramref name="width"/> pixels.</summary>
    internal string Fit(string text, double width)
    {
        // A letter of DejaVu Sans is about 0.57 of its size wide on average, a bold one 0.66.
        var room = Math.Max(1, (int)(width / (Size * (Bold ? 0.66 : 0.57))));
        return text.Length <= room ? text : string.Concat(text.AsSpan(0, room - 1).TrimEnd(), "…");
    }
}
