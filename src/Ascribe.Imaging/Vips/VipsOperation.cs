namespace Ascribe.Imaging;

/// <summary>One operation of libvips: its arguments by name, then <see cref="Run"/>, then its outputs by name.</summary>
internal sealed unsafe class VipsOperation : IDisposable
{
    private readonly nint operation;
    private bool ran;

    internal VipsOperation(string name)
    {
        VipsLibrary.Require();
        operation = Native.NewOperation(name);
        if (operation == 0)
            throw new VipsException(VipsError.Take());
    }

    /// <summary>A number, choice or switch as libvips writes it.</summary>
    internal VipsOperation With(string name, string value) =>
        Native.SetArgument(operation, name, value) == 0 ? this : throw new VipsException(VipsError.Take());

    internal VipsOperation With(string name, double value)
    {
        // Not as text: the decimal sign of text follows the locale of the process.
        var boxed = Boxed(Native.DoubleType);
        Native.SetDouble(ref boxed, value);
        return Assign(name, ref boxed);
    }

    internal VipsOperation With(string name, VipsImage value)
    {
        var boxed = Boxed(Native.ImageType());
        Native.SetObject(ref boxed, value.Pointer);
        return Assign(name, ref boxed);
    }

    /// <summary>Bytes that stay where they are until every image made from them is released.</summary>
    internal VipsOperation With(string name, byte* data, int size)
    {
        var blob = Native.NewBlob(0, data, (nuint)size);
        var boxed = Boxed(Native.BlobType());
        Native.SetBoxed(ref boxed, blob);
        Native.UnrefBlob(blob);
        return Assign(name, ref boxed);
    }

    internal VipsOperation Run()
    {
        ran = true;
        // What a step that succeeded grumbled about is not the reason of a later failure.
        Native.ClearErrors();
        return Native.Build(operation) == 0 ? this : throw new VipsException(VipsError.Take());
    }

    internal VipsImage Image(string name = "out")
    {
        var boxed = Boxed(Native.ImageType());
        Native.GetProperty(operation, name, ref boxed);
        var image = new VipsImage(Native.DupObject(ref boxed));
        Native.UnsetValue(ref boxed);
        return image;
    }

    internal byte[] Bytes(string name)
    {
        var boxed = Boxed(Native.BlobType());
        Native.GetProperty(operation, name, ref boxed);
        var data = Native.BlobData(Native.GetBoxed(ref boxed), out var size);
        var bytes = new ReadOnlySpan<byte>(data, checked((int)size)).ToArray();
        Native.UnsetValue(ref boxed);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (ran)
            Native.UnrefOutputs(operation);
        Native.Unref(operation);
    }

    private static Native.Value Boxed(nuint type)
    {
        var value = default(Native.Value);
        _ = Native.InitValue(ref value, type);
        return value;
    }

    private VipsOperation Assign(string name, ref Native.Value value)
    {
        Native.SetProperty(operation, name, ref value);
        Native.UnsetValue(ref value);
        return this;
    }
}
