using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A picture of numbers: for every pixel the class or the object that it belongs to; immutable.</summary>
public sealed class IdMap
{
    private readonly int[] ids;

    private IdMap(int width, int height, int[] ids)
    {
        Width = width;
        Height = height;
        this.ids = ids;
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The numbers, row by row.</summary>
    public ReadOnlySpan<int> Ids => ids;

    /// <summary>The number at column <paramref name="x"/> of row <paramref name="y"/>.</summary>
    public int this[int x, int y] => ids[y * Width + x];

    /// <summary>The numbers that occur, in rising order.</summary>
    public ImmutableArray<int> Distinct => [.. ids.Distinct().Order()];

    /// <summary>Reads a PNG file: the indices of a palette, whatever its colors, or gray levels of 1 to 16 bits.</summary>
    /// <exception cref="ModelException">The file cannot be read, is no PNG, is corrupt, or holds colors.</exception>
    public static IdMap Read(string path)
    {
        var file = PictureDecoder.Bytes(path);
        if (PictureDecoder.Format(file, path) != PictureFormat.Png || GrayPng.Bits(file) is not (> 0 and var bits))
            throw new ModelException(
                $"{path}: a mask of numbers is a PNG file with a palette or gray levels, without alpha; this is another picture."
            );
        try
        {
            var (width, height, bands, samples) = Vips.Samples(
                GrayPng.Of(file),
                (w, h) => PictureDecoder.RequireSize(path, w, h)
            );
            return new(width, height, Levels(samples, width * height * bands, bits));
        }
        catch (VipsException problem)
        {
            throw PictureDecoder.Corrupt(path, PictureFormat.Png, problem);
        }
    }

    /// <summary>The pixels that have a number.</summary>
    public PixelMask Where(int id) => new(Width, Height, Array.ConvertAll(ids, other => other == id));

    // libvips spreads levels of less than 8 bits over 0 … 255.
    private static int[] Levels(byte[] samples, int count, int bits)
    {
        if (samples.Length == 2 * count)
            return [.. MemoryMarshal.Cast<byte, ushort>(samples).ToArray().Select(level => (int)level)];
        var step = bits < 8 ? 255 / ((1 << bits) - 1) : 1;
        return Array.ConvertAll(samples, level => level / step);
    }
}
