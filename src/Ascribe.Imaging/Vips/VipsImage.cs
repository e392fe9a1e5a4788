using System.Runtime.InteropServices;

namespace Ascribe.Imaging;

/// <summary>A reference to an image of libvips, whose pixels are computed when they are asked for.</summary>
internal sealed unsafe class VipsImage : SafeHandle
{
    private const int UnsignedByte = 0;

    /// <summary>Takes over a reference.</summary>
    internal VipsImage(nint image)
        : base(0, ownsHandle: true) => SetHandle(image);

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    internal int Width => Native.Width(handle);

    internal int Height => Native.Height(handle);

    internal int Bands => Native.Bands(handle);

    internal nint Pointer => handle;

    /// <summary>An image over a copy of interleaved 8-bit pixels.</summary>
    internal static VipsImage Of(ReadOnlySpan<byte> pixels, int width, int height, int bands)
    {
        VipsLibrary.Require();
        fixed (byte* data = pixels)
        {
            var image = Native.NewImage(data, (nuint)pixels.Length, width, height, bands, UnsignedByte);
            return image == 0 ? throw new VipsException(VipsError.Take()) : new VipsImage(image);
        }
    }

    /// <summary>The interleaved pixels, computed now; an image of 8-bit bands is required.</summary>
    internal byte[] ToBytes()
    {
        var memory = Native.WriteToMemory(handle, out var size);
        if (memory == 0)
            throw new VipsException(VipsError.Take());
        try
        {
            return new ReadOnlySpan<byte>((void*)memory, checked((int)size)).ToArray();
        }
        finally
        {
            Native.Free(memory);
        }
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Native.Unref(handle);
        return true;
    }
}
