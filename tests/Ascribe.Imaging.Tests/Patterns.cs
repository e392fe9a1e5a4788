namespace Ascribe.Imaging.Tests;

/// <summary>Small pictures whose every pixel follows from a formula.</summary>
internal static class Patterns
{
    /// <summary>7 × 5; channel c at (x, y) is (37 x + 101 y + 59 c + x y (c + 3)) mod 256.</summary>
    internal static Picture Color { get; } = Make(3);

    /// <summary>The same with alpha 53 (7 y + x) mod 256.</summary>
    internal static Picture ColorAndAlpha { get; } = Make(4);

    private static Picture Make(int channels)
    {
        var pixels = new byte[7 * 5 * channels];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y, c) = (i / channels % 7, i / channels / 7, i % channels);
            pixels[i] = (byte)(c == 3 ? 53 * (7 * y + x) : 37 * x + 101 * y + 59 * c + x * y * (c + 3));
        }
        return new(7, 5, channels, pixels);
    }
}
