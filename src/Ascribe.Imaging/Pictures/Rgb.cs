using System.Globalization;
using System.Runtime.InteropServices;

namespace Ascribe.Imaging;

/// <summary>An sRGB color of 8 bits a channel.</summary>
/// <param name="Red">0 … 255.</param>
/// <param name="Green">0 … 255.</param>
/// <param name="Blue">0 … 255.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Rgb(byte Red, byte Green, byte Blue)
{
    /// <summary>White.</summary>
    public static Rgb White { get; } = new(255, 255, 255);

    /// <summary>A color from its six hexadecimal digits, with or without <c>#</c>.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Rgb Parse(string text)
    {
        var digits = text.TrimStart('#');
        if (digits.Length != 6)
            throw new FormatException($"A color is six hexadecimal digits, not '{text}'.");
        var number = uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return new((byte)(number >> 16), (byte)(number >> 8), (byte)number);
    }

    /// <summary>This color mixed with <paramref name="other"/>, channel by channel; 0 keeps this one, 1 gives the other.</summary>
    public Rgb Mix(Rgb other, double share) =>
        new(Mix(Red, other.Red, share), Mix(Green, other.Green, share), Mix(Blue, other.Blue, share));

    /// <inheritdoc/>
    public override string ToString() => $"#{Red:x2}{Green:x2}{Blue:x2}";

    private static byte Mix(byte from, byte to, double share) => (byte)Math.Round(from + (to - from) * share);
}
