using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A picture and the objects in it.</summary>
/// <param name="Path">The picture's file, which need not be there until it is loaded.</param>
/// <param name="Width">Its width in pixels, to which the regions refer.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Objects">What is in it, in the order of the file.</param>
public sealed record AnnotatedPicture(string Path, int Width, int Height, ImmutableArray<PictureObject> Objects)
{
    /// <summary>The classes of the objects, each once, in the order of their first object.</summary>
    public ImmutableArray<string> Classes => [.. Objects.Select(o => o.Class).Distinct(StringComparer.Ordinal)];

    /// <summary>The objects of a class, as the annotations spell it.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public ImmutableArray<PictureObject> Of(string name)
    {
        ImmutableArray<PictureObject> found = [.. Objects.Where(o => o.Class.Equals(name, StringComparison.Ordinal))];
        return found.IsEmpty
            ? throw new ModelException(
                $"{Path}: no object of the class '{name}' is in the picture; there are: {string.Join(", ", Classes)}."
            )
            : found;
    }

    /// <summary>The pixels of all objects of a class together.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public PixelMask Mask(string name) =>
        Of(name).Select(o => o.Region.Rasterize(Width, Height)).Aggregate((mask, next) => mask.Or(next));

    /// <summary>Reads the picture.</summary>
    /// <exception cref="ModelException">It cannot be read, or its size is not the annotated one.</exception>
    public Picture Load()
    {
        var picture = Picture.Load(Path);
        return (picture.Width, picture.Height) == (Width, Height)
            ? picture
            : throw new ModelException(
                $"{Path}: the picture has {picture.Width} × {picture.Height} pixels, but is annotated with {Width} × {Height}."
            );
    }
}
