namespace Ascribe.Arrays;

/// <summary>The checksum that zip archives keep of each entry (ISO 3309, polynomial 0xEDB88320).</summary>
internal static class Crc32
{
    private static readonly uint[] Table =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(i =>
                Enumerable.Range(0, 8).Aggregate((uint)i, (c, _) => (c & 1) == 1 ? (c >> 1) ^ 0xEDB88320 : c >> 1)
            ),
    ];

    /// <summary>The checksum of what was seen so far, continued; begins at 0.</summary>
    public static uint Continue(uint checksum, ReadOnlySpan<byte> bytes)
    {
        var c = ~checksum;
        foreach (var b in bytes)
            c = Table[(byte)(c ^ b)] ^ (c >> 8);
        return ~c;
    }
}
