using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Annotations as pictures: of numbers, as Pascal VOC's SegmentationClass and SegmentationObject, or of transparency.</summary>
public static class MaskAnnotations
{
    /// <summary>The number of what is no object.</summary>
    public const int Background = 0;

    /// <summary>The number of pixels that belong to nothing for sure: VOC's rims of objects.</summary>
    public const int Void = 255;

    /// <summary>Reads the classes of a picture's pixels and, if given, the objects that they belong to.</summary>
    /// <param name="picture">The picture's file.</param>
    /// <param name="classes">A PNG file: for every pixel the number of its class.</param>
    /// <param name="names">The names of the classes, by number; the first, 0, is that of the background.</param>
    /// <param name="objects">
    /// A PNG file: for every pixel the number of its object, whose class is the one that most of its pixels have. Null makes all pixels
    /// of a class one object.
    /// </param>
    /// <exception cref="ModelException">A file cannot be read, sizes differ, a class has no name, or there is no object.</exception>
    public static AnnotatedPicture Read(
        string picture,
        string classes,
        ImmutableArray<string> names,
        string? objects = null
    )
    {
        var kinds = IdMap.Read(classes);
        var things = objects is null ? kinds : IdMap.Read(objects);
        if ((kinds.Width, kinds.Height) != (things.Width, things.Height))
            throw new ModelException(
                $"{objects}: {things.Width} × {things.Height} pixels, but the classes in {classes} have {kinds.Width} × {kinds.Height}."
            );
        var found = things
            .Distinct.Where(id => id != Background && !(id == Void && (objects is not null || names.Length <= Void)))
            .Select(id => Object(things.Where(id), kinds, names, classes))
            .ToImmutableArray();
        return found.IsEmpty
            ? throw new ModelException($"{objects ?? classes}: the mask holds no object.")
            : new(Path.GetFullPath(picture), kinds.Width, kinds.Height, found);
    }

    /// <summary>Reads a picture that is cut out: the object is where alpha is 128 or more, at least half of opaque.</summary>
    /// <param name="path">A PNG or WebP file with transparency, which is the picture, too.</param>
    /// <param name="name">The class of the object.</param>
    /// <exception cref="ModelException">The file cannot be read, has no transparency, or no pixel is opaque enough.</exception>
    public static AnnotatedPicture ReadAlpha(string path, string name)
    {
        var picture = Picture.Load(path, Alpha.Keep);
        if (picture.Channels != 4)
            throw new ModelException($"{path}: the picture has no transparency that would cut out an object.");
        var mask = Opaque(picture);
        return mask.Count == 0
            ? throw new ModelException($"{path}: the picture holds no object; all of it is transparent.")
            : new(Path.GetFullPath(path), picture.Width, picture.Height, [new(name, new MaskRegion(mask))]);
    }

    /// <summary>Where a picture's alpha is 128 or more.</summary>
    internal static PixelMask Opaque(Picture picture)
    {
        var inside = new bool[picture.Width * picture.Height];
        for (var i = 0; i < inside.Length; i++)
            inside[i] = picture.Channels == 3 || picture.Pixels[4 * i + 3] >= 128;
        return new(picture.Width, picture.Height, inside);
    }

    private static PictureObject Object(PixelMask mask, IdMap kinds, ImmutableArray<string> names, string path)
    {
        var counts = new SortedDictionary<int, int>();
        for (var i = 0; i < mask.Pixels.Length; i++)
            if (mask.Pixels[i])
                counts[kinds.Ids[i]] = counts.GetValueOrDefault(kinds.Ids[i]) + 1;
        var kind = counts.MaxBy(n => n.Value).Key;
        if (kind == Background || kind >= names.Length)
            throw new ModelException(
                $"{path}: pixels from ({mask.Bounds.Left}, {mask.Bounds.Top}) on have the number {kind}, which is none of the {names.Length} classes."
            );
        return new(names[kind], new MaskRegion(mask));
    }
}
