namespace Ascribe.Imaging;

/// <summary>The picture formats that are read, recognized by how a file begins, whatever its name says.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Loader">The operation of libvips that reads it.</param>
internal sealed record PictureFormat(string Name, string Loader)
{
    private static readonly PictureFormat Jpeg = new("JPEG", "jpegload_buffer");
    internal static readonly PictureFormat Png = new("PNG", "pngload_buffer");
    private static readonly PictureFormat WebP = new("WebP", "webpload_buffer");

    /// <summary>The format of a file, or null when it is none of those read.</summary>
    internal static PictureFormat? Of(ReadOnlySpan<byte> file) =>
        file switch
        {
            [0xff, 0xd8, 0xff, ..] => Jpeg,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Png,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
                WebP,
            _ => null,
        };
}
