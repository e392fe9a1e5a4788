using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A stamp on a background: a picture of which it is known to the pixel where its object is.</summary>
/// <param name="Picture">The picture, without transparency.</param>
/// <param name="Mask">The object's pixels: those in which the scaled stamp has an alpha of 128 or more.</param>
/// <param name="Stamp">What was laid on it.</param>
/// <param name="Place">Where.</param>
public sealed record Composite(Picture Picture, PixelMask Mask, Stamp Stamp, StampPlace Place)
{
    /// <summary>Lays a stamp on a background; what reaches beyond is cut off.</summary>
    /// <exception cref="ModelException">The stamp cannot be read, the scale is no positive number, or nothing of the stamp lies on the background.</exception>
    public static Composite Of(Picture background, Stamp stamp, StampPlace place)
    {
        if (!(place.Scale > 0 && double.IsFinite(place.Scale)))
            throw new ModelException($"A stamp cannot be scaled by {place.Scale}.");
        var original = stamp.Load();
        var (width, height) = place.SizeOf(original);
        var scaled = original.Resize(width, height);
        var opaque = MaskAnnotations.Opaque(scaled);
        var mask = PixelMask.Of(
            background.Width,
            background.Height,
            (x, y) => Covers(opaque, x - place.Left, y - place.Top)
        );
        return mask.Count == 0
            ? throw new ModelException(
                $"{stamp.Path}: nothing of the stamp, {width} × {height} pixels at ({place.Left}, {place.Top}), lies on the background of {background.Width} × {background.Height}."
            )
            : new(background.Over(Rgb.White).With(scaled, place.Left, place.Top), mask, stamp, place);
    }

    /// <summary>Writes the picture as PNG and gives it with its object, named by the stamp's class.</summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public AnnotatedPicture Save(string path)
    {
        Picture.Save(path);
        return new(Path.GetFullPath(path), Picture.Width, Picture.Height, [new(Stamp.Class, new MaskRegion(Mask))]);
    }

    private static bool Covers(PixelMask opaque, int x, int y) =>
        (uint)x < (uint)opaque.Width && (uint)y < (uint)opaque.Height && opaque[x, y];
}
