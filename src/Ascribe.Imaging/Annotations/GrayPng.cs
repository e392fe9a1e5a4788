using System.Buffers.Binary;

namespace Ascribe.Imaging;

/// <summary>PNG files whose samples are numbers instead of colors.</summary>
/// <remarks>
/// Decoders turn the indices of a palette into its colors. Without its palette, and called gray, the same file holds the indices as
/// gray levels, since both kinds store one sample a pixel in the same way (PNG specification, third edition, 11.2.1).
/// </remarks>
internal static class GrayPng
{
    private const int Signature = 8;
    private const int HeaderData = Signature + 8;
    private const int HeaderEnd = HeaderData + 13 + 4;
    private const byte Gray = 0;
    private const byte Indexed = 3;

    /// <summary>Bits a sample, from the header; 0 where the file holds neither gray nor a palette.</summary>
    internal static int Bits(ReadOnlySpan<byte> png) =>
        png.Length >= HeaderEnd && png[HeaderData + 9] is Gray or Indexed ? png[HeaderData + 8] : 0;

    /// <summary>The file with its header and its samples only, and gray.</summary>
    internal static byte[] Of(ReadOnlySpan<byte> png)
    {
        using var file = new MemoryStream();
        var header = png[..HeaderEnd].ToArray();
        header[HeaderData + 9] = Gray;
        BinaryPrimitives.WriteUInt32BigEndian(
            header.AsSpan(HeaderEnd - 4),
            Checksum(header.AsSpan((Signature + 4)..(HeaderEnd - 4)))
        );
        file.Write(header);
        for (var at = HeaderEnd; at + 8 <= png.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png[at..]);
            var end = (int)Math.Min(png.Length, at + 12L + length);
            if (
                png.Slice(at + 4, 4)
                is [(byte)'I', (byte)'D', (byte)'A', (byte)'T']
                    or [(byte)'I', (byte)'E', (byte)'N', (byte)'D']
            )
                file.Write(png[at..end]);
            at = end;
        }
        return file.ToArray();
    }

    // CRC-32 of ISO 3309, as PNG has it.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum >> 1) ^ ((sum & 1) * 0xedb88320);
        }
        return ~sum;
    }
}
