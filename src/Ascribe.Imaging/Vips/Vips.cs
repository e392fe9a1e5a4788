namespace Ascribe.Imaging;

/// <summary>The few things asked of libvips, each from bytes to bytes.</summary>
internal static unsafe class Vips
{
    /// <summary>Decodes a picture, upright, as 8-bit sRGB with or without alpha.</summary>
    /// <param name="loader">The operation that reads the format, such as <c>pngload_buffer</c>.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="check">Sees the width and the height that the header claims, before any pixel is decoded.</param>
    /// <exception cref="VipsException">The file is truncated or corrupt.</exception>
    internal static Picture Decode(string loader, ReadOnlySpan<byte> bytes, Action<int, int> check)
    {
        fixed (byte* data = bytes)
        {
            using var load = new VipsOperation(loader).With("buffer", data, bytes.Length).With("fail_on", "error");
            using var image = load.Run().Image();
            check(image.Width, image.Height);
            using var rotate = new VipsOperation("autorot").With("in", image);
            using var upright = rotate.Run().Image();
            using var convert = new VipsOperation("colourspace").With("in", upright).With("space", "srgb");
            using var color = convert.Run().Image();
            return new Picture(color.Width, color.Height, color.Bands, color.ToBytes());
        }
    }

    /// <summary>The width and the height of a picture that stands upright, from its header.</summary>
    /// <exception cref="VipsException">The header is corrupt.</exception>
    internal static (int Width, int Height) Size(string loader, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* data = bytes)
        {
            using var load = new VipsOperation(loader).With("buffer", data, bytes.Length);
            using var image = load.Run().Image();
            using var rotate = new VipsOperation("autorot").With("in", image);
            using var upright = rotate.Run().Image();
            return (upright.Width, upright.Height);
        }
    }

    /// <summary>The samples of a PNG file as they are stored, in the machine's byte order if they have 16 bits.</summary>
    /// <exception cref="VipsException">The file is truncated or corrupt.</exception>
    internal static (int Width, int Height, int Bands, byte[] Samples) Samples(
        ReadOnlySpan<byte> png,
        Action<int, int> check
    )
    {
        fixed (byte* data = png)
        {
            using var load = new VipsOperation("pngload_buffer")
                .With("buffer", data, png.Length)
                .With("fail_on", "error");
            using var image = load.Run().Image();
            check(image.Width, image.Height);
            return (image.Width, image.Height, image.Bands, image.ToBytes());
        }
    }

    /// <summary>Draws an SVG document.</summary>
    /// <exception cref="VipsException">The document is not SVG.</exception>
    internal static Picture Draw(ReadOnlySpan<byte> svg, double scale)
    {
        fixed (byte* data = svg)
        {
            using var load = new VipsOperation("svgload_buffer").With("buffer", data, svg.Length).With("scale", scale);
            using var image = load.Run().Image();
            return new Picture(image.Width, image.Height, image.Bands, image.ToBytes());
        }
    }

    /// <summary>Encodes a picture as PNG.</summary>
    internal static byte[] EncodePng(Picture picture)
    {
        using var image = VipsImage.Of(picture.Pixels, picture.Width, picture.Height, picture.Channels);
        using var save = new VipsOperation("pngsave_buffer").With("in", image);
        return save.Run().Bytes("buffer");
    }
}
