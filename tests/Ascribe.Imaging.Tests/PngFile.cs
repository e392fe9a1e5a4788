using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ascribe.Imaging.Tests;

/// <summary>PNG files made by hand, also such as no encoder writes.</summary>
internal static class PngFile
{
    internal const byte Gray = 0;
    internal const byte Color = 2;
    private const byte Palette = 3;
    internal const byte ColorAndAlpha = 6;

    /// <summary>A file with the given header over unfiltered rows of samples.</summary>
    internal static byte[] Of(int width, int height, byte bits, byte kind, params byte[] samples) =>
        WithPalette(width, height, bits, kind, [], samples);

    /// <summary>A file whose samples are indices of colors, red, green and blue of each.</summary>
    internal static byte[] Indexed(int width, int height, byte bits, byte[] colors, params byte[] samples) =>
        WithPalette(width, height, bits, Palette, colors, samples);

    private static byte[] WithPalette(int width, int height, byte bits, byte kind, byte[] colors, byte[] samples)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bits, kind);
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        Chunk(file, "IHDR", header);
        if (colors.Length > 0)
            Chunk(file, "PLTE", colors);
        Chunk(file, "IDAT", Compress(samples, height));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(byte[] samples, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            var row = samples.Length / Math.Max(1, height);
            for (var y = 0; row > 0 && y < height; y++)
            {
                zlib.WriteByte(0);
                zlib.Write(samples, y * row, row);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(Stream file, string name, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(name), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xedb88320);
        }
        return ~crc;
    }
}
