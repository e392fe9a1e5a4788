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
        if (Letters.Width(text, Size, Bold) <= width)
            return text;
        var length = text.Length;
        while (length > 0 && Letters.Width($"{text[..length]}…", Size, Bold) > width)
            length--;
        return string.Concat(text.AsSpan(0, length).TrimEnd(), "…");
    }
}
