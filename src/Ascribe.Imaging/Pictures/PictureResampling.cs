namespace Ascribe.Imaging;

/// <summary>Resizing of 8-bit pictures: along the rows first, rounded to 8 bits, then along the columns.</summary>
internal static class PictureResampling
{
    // Weights in fixed point: sums are exact, hence equal on every machine, and round as Pillow's do.
    private const int FractionBits = 22;
    private const int Half = 1 << (FractionBits - 1);

    internal static Picture Resize(Picture picture, int width, int height)
    {
        var wide = width == picture.Width ? picture : AlongRows(picture, width);
        return height == wide.Height ? wide : AlongColumns(wide, height);
    }

    /// <summary>Colors multiplied by alpha, so that the color of what cannot be seen does not leak into its surroundings.</summary>
    internal static Picture Multiply(Picture picture) =>
        MapColors(picture, static (color, alpha) => (byte)((color * alpha + 127) / 255));

    internal static Picture Unmultiply(Picture picture) =>
        MapColors(picture, static (color, alpha) => (byte)(alpha == 0 ? color : Math.Min(255, 255 * color / alpha)));

    private static Picture AlongRows(Picture picture, int width)
    {
        var (starts, weights) = Fixed(TriangleFilter.Between(picture.Width, width));
        var channels = picture.Channels;
        var result = new byte[checked(width * picture.Height * channels)];
        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Pixels.Slice(y * picture.Width * channels, picture.Width * channels);
            for (var i = 0; i < width * channels; i++)
            {
                var (x, channel) = (i / channels, i % channels);
                result[y * width * channels + i] = Sum(row[(starts[x] * channels + channel)..], channels, weights[x]);
            }
        }
        return new(width, picture.Height, channels, result);
    }

    private static Picture AlongColumns(Picture picture, int height)
    {
        var (starts, weights) = Fixed(TriangleFilter.Between(picture.Height, height));
        var row = picture.Width * picture.Channels;
        var result = new byte[checked(row * height)];
        for (var y = 0; y < height; y++)
        {
            var source = picture.Pixels[(starts[y] * row)..];
            for (var i = 0; i < row; i++)
                result[y * row + i] = Sum(source[i..], row, weights[y]);
        }
        return new(picture.Width, height, picture.Channels, result);
    }

    private static byte Sum(ReadOnlySpan<byte> source, int stride, int[] weights)
    {
        var sum = Half;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * source[i * stride];
        return (byte)Math.Clamp(sum >> FractionBits, 0, 255);
    }

    private static (int[] Starts, int[][] Weights) Fixed(TriangleFilter filter) =>
        (
            filter.Start,
            Array.ConvertAll(filter.Weights, line => Array.ConvertAll(line, w => (int)(w * (1 << FractionBits) + 0.5)))
        );

    private static Picture MapColors(Picture picture, Func<byte, byte, byte> map)
    {
        var pixels = picture.Pixels.ToArray();
        for (var i = 0; i < pixels.Length; i++)
        {
            if (i % 4 != 3)
                pixels[i] = map(pixels[i], pixels[i | 3]);
        }
        return new(picture.Width, picture.Height, 4, pixels);
    }
}
