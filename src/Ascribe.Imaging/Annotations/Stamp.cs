using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A thing that is cut out and can be laid on other pictures.</summary>
/// <param name="Path">The picture's file, whose transparency is around the thing.</param>
/// <param name="ClassIndex">The index of its class among those of ImageNet-1k.</param>
/// <param name="Class">The name of its class.</param>
public sealed record Stamp(string Path, int ClassIndex, string Class)
{
    /// <summary>Reads the picture with its transparency.</summary>
    /// <exception cref="ModelException">It cannot be read, or has no transparency.</exception>
    public Picture Load()
    {
        var picture = Picture.Load(Path, Alpha.Keep);
        return picture.Channels == 4
            ? picture
            : throw new ModelException($"{Path}: the picture has no transparency, so it is no stamp.");
    }
}
