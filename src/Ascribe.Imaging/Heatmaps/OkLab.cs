using System.Runtime.InteropServices;

namespace Ascribe.Imaging;

/// <summary>A color in Oklab (Björn Ottosson, 2020), where equal distances look about equally different.</summary>
/// <param name="Lightness">0 is black, 1 is white.</param>
/// <param name="A">Green (negative) to red.</param>
/// <param name="B">Blue (negative) to yellow.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OkLab(double Lightness, double A, double B)
{
    internal static OkLab Of(Rgb color)
    {
        var (red, green, blue) = (ToLinear(color.Red), ToLinear(color.Green), ToLinear(color.Blue));
        var l = Math.Cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        var m = Math.Cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        var s = Math.Cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return new(
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        );
    }

    internal Rgb ToRgb()
    {
        var l = Cube(Lightness + 0.3963377774 * A + 0.2158037573 * B);
        var m = Cube(Lightness - 0.1055613458 * A - 0.0638541728 * B);
        var s = Cube(Lightness - 0.0894841775 * A - 1.2914855480 * B);
        return new(
            ToByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            ToByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            ToByte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)
        );
    }

    internal OkLab Mix(OkLab other, double share) =>
        new(
            double.Lerp(Lightness, other.Lightness, share),
            double.Lerp(A, other.A, share),
            double.Lerp(B, other.B, share)
        );

    internal double DistanceTo(OkLab other)
    {
        var (l, a, b) = (Lightness - other.Lightness, A - other.A, B - other.B);
        return Math.Sqrt(l * l + a * a + b * b);
    }

    private static double Cube(double value) => value * value * value;

    // The transfer curve of sRGB (IEC 61966-2-1).
    private static double ToLinear(byte channel)
    {
        var value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }

    private static byte ToByte(double linear)
    {
        var value = Math.Clamp(linear, 0, 1);
        var encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * Math.Pow(value, 1 / 2.4) - 0.055;
        return (byte)Math.Round(255 * encoded);
    }
}
