using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Files of pictures into pictures, or one line that says why not.</summary>
internal static class PictureDecoder
{
    /// <summary>As many pixels as are read at most: above the largest cameras, below what exhausts a small machine.</summary>
    internal const long MaxPixels = 1L << 28;

    internal static Picture Load(string path, Alpha alpha) => Decode(Bytes(path), path, alpha);

    /// <summary>The width and the height of a file's picture, upright, without reading its pixels.</summary>
    /// <exception cref="ModelException">The file is missing, empty, no picture, or its header corrupt.</exception>
    internal static (int Width, int Height) Size(string path)
    {
        var bytes = Bytes(path);
        var format = Format(bytes, path);
        try
        {
            return Vips.Size(format.Loader, bytes);
        }
        catch (VipsException problem)
        {
            throw Corrupt(path, format, problem);
        }
    }

    internal static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            var reason = problem switch
            {
                FileNotFoundException or DirectoryNotFoundException => "it does not exist",
                UnauthorizedAccessException => "it is a folder, or reading it is not allowed",
                _ => problem.Message,
            };
            throw new ModelException($"The picture '{path}' cannot be read: {reason}.", problem);
        }
    }

    internal static Picture Decode(ReadOnlySpan<byte> bytes, string name, Alpha alpha)
    {
        var format = Format(bytes, name);
        try
        {
            var picture = Vips.Decode(format.Loader, bytes, (width, height) => RequireSize(name, width, height));
            return alpha == Alpha.OnWhite ? picture.Over(Rgb.White) : picture;
        }
        catch (VipsException problem)
        {
            throw Corrupt(name, format, problem);
        }
    }

    /// <summary>The format of a file.</summary>
    /// <exception cref="ModelException">The file is empty, or no picture that is read.</exception>
    internal static PictureFormat Format(ReadOnlySpan<byte> bytes, string name) =>
        bytes.IsEmpty
            ? throw new ModelException($"The picture '{name}' is empty (0 bytes).")
            : PictureFormat.Of(bytes)
                ?? throw new ModelException($"'{name}' is not a picture that can be read; JPEG, PNG and WebP are.");

    internal static ModelException Corrupt(string name, PictureFormat format, VipsException problem) =>
        new($"The picture '{name}' is truncated or corrupt {format.Name}: {problem.Message}.", problem);

    internal static void RequireSize(string name, int width, int height)
    {
        if ((long)width * height > MaxPixels)
            throw new ModelException(
                $"The picture '{name}' claims {width} × {height} pixels; at most {MaxPixels / 1_000_000} million are read."
            );
    }
}
