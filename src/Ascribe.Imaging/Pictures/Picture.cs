using System.Text;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>An immutable picture: rows of pixels of three (red, green, blue) or four (and alpha) 8-bit sRGB channels.</summary>
/// <remarks>Alpha is not multiplied into the colors. The array given belongs to the picture from then on.</remarks>
public sealed partial class Picture
{
    private readonly byte[] pixels;

    /// <summary>A picture over interleaved channels, top row first.</summary>
    /// <exception cref="ModelException">A side is below 1, there are not 3 or 4 channels, or the bytes do not fit them.</exception>
    public Picture(int width, int height, int channels, byte[] pixels)
    {
        if (width < 1 || height < 1 || channels is not (3 or 4) || pixels.LongLength != (long)width * height * channels)
            throw new ModelException(
                $"A picture of {width} × {height} pixels and {channels} channels cannot be made from {pixels.Length} bytes."
            );
        Width = width;
        Height = height;
        Channels = channels;
        this.pixels = pixels;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>3, or 4 with transparency.</summary>
    public int Channels { get; }

    /// <summary>The channels of every pixel, interleaved, top row first.</summary>
    public ReadOnlySpan<byte> Pixels => pixels;

    /// <summary>The color at column <paramref name="x"/> of row <paramref name="y"/>, without its alpha.</summary>
    public Rgb this[int x, int y]
    {
        get
        {
            var at = Offset(x, y);
            return new(pixels[at], pixels[at + 1], pixels[at + 2]);
        }
    }

    /// <summary>Reads a JPEG, PNG or WebP file, turned upright as its EXIF orientation says; the name's ending does not matter.</summary>
    /// <remarks>Gray, CMYK, palettes and 16 bits become 8-bit RGB; embedded color profiles of RGB pictures are not applied.</remarks>
    /// <exception cref="ModelException">The file is missing, empty, no picture, truncated, corrupt, or too large.</exception>
    public static Picture Load(string path, Alpha alpha = Alpha.OnWhite) => PictureDecoder.Load(path, alpha);

    /// <summary>As <see cref="Load"/>, from the bytes of a file; complaints call it <paramref name="name"/>.</summary>
    /// <exception cref="ModelException">As for <see cref="Load"/>.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file, string name, Alpha alpha = Alpha.OnWhite) =>
        PictureDecoder.Decode(file, name, alpha);

    /// <summary>Draws an SVG document of your own making, keeping its transparency; text takes the system's fonts.</summary>
    /// <remarks>Not for documents of strangers: SVG may refer to files of this machine.</remarks>
    /// <exception cref="ModelException">The text is not SVG.</exception>
    public static Picture FromSvg(string svg, double scale = 1)
    {
        try
        {
            return Vips.Draw(Encoding.UTF8.GetBytes(svg), scale);
        }
        catch (VipsException problem)
        {
            throw new ModelException($"The drawing is not SVG that can be read: {problem.Message}.", problem);
        }
    }

    /// <summary>A picture of one color.</summary>
    public static Picture Of(int width, int height, Rgb color)
    {
        var filled = new byte[checked(width * height * 3)];
        for (var i = 0; i < filled.Length; i += 3)
            (filled[i], filled[i + 1], filled[i + 2]) = (color.Red, color.Green, color.Blue);
        return new(width, height, 3, filled);
    }

    /// <summary>The bytes of a PNG file.</summary>
    public byte[] ToPng() => Vips.EncodePng(this);

    /// <summary>Writes a PNG file, beside first and then renamed, so that no half file is ever left under the name.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public void Save(string path) => SafeFile.Write(path, stream => stream.Write(ToPng()));

    /// <summary>The pixels as float32[1, 3, H, W], red, green, blue, 0 … 255; alpha is left out.</summary>
    public Tensor ToTensor()
    {
        var plane = Width * Height;
        var values = new float[3 * plane];
        for (var i = 0; i < plane; i++)
        {
            for (var channel = 0; channel < 3; channel++)
                values[channel * plane + i] = pixels[i * Channels + channel];
        }
        return Tensor.Of(values, 1, 3, Height, Width);
    }

    /// <summary>The picture laid on <paramref name="background"/>: three channels, no transparency.</summary>
    public Picture Over(Rgb background)
    {
        if (Channels == 3)
            return this;
        ReadOnlySpan<byte> behind = [background.Red, background.Green, background.Blue];
        var result = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            var alpha = pixels[i * 4 + 3];
            for (var channel = 0; channel < 3; channel++)
                result[i * 3 + channel] = Blend(behind[channel], pixels[i * 4 + channel], alpha);
        }
        return new(Width, Height, 3, result);
    }

    private static byte Blend(int under, int over, int alpha) =>
        (byte)((under * (255 - alpha) + over * alpha + 127) / 255);

    private int Offset(int x, int y)
    {
        if ((uint)x >= (uint)Width || (uint)y >= (uint)Height)
            throw new ArgumentOutOfRangeException(nameof(x), $"({x}, {y}) is outside {Width} × {Height} pixels.");
        return (y * Width + x) * Channels;
    }
}
