using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Where the things in a picture are when a network sees it: scaled and cut out as <see cref="InputCard.Prepare"/> does it.</summary>
/// <param name="PictureWidth">The picture's width in pixels.</param>
/// <param name="PictureHeight">The picture's height.</param>
/// <param name="Placement">How the picture is scaled, and where the view lies in it.</param>
/// <param name="Width">The view's width, which is the network's.</param>
/// <param name="Height">The view's height.</param>
public sealed record FieldOfView(int PictureWidth, int PictureHeight, Placement Placement, int Width, int Height)
{
    /// <summary>What a network sees of a picture of the given size.</summary>
    /// <exception cref="ModelException">A side of the picture is below 1.</exception>
    public static FieldOfView Of(InputCard card, int width, int height) =>
        new(width, height, card.Place(width, height), card.Width, card.Height);

    /// <summary>Where a place of the picture is in the view, or beyond it.</summary>
    public PicturePoint Of(PicturePoint point) =>
        new(
            point.X * Placement.ScaledWidth / PictureWidth - Placement.Left,
            point.Y * Placement.ScaledHeight / PictureHeight - Placement.Top
        );

    /// <summary>A region in the view's coordinates: corners are moved, masks scaled; boxes end at the view's edges.</summary>
    /// <exception cref="ModelException">The region is a mask of another size than the picture.</exception>
    public Region Of(Region region) => region.In(this);

    /// <summary>The pixels of the view that show at least as much of the mask as of the rest.</summary>
    /// <remarks>
    /// How much a pixel shows is weighted by the filter that <see cref="Picture.Resize"/> has for colors, here in double precision.
    /// </remarks>
    /// <exception cref="ModelException">The mask has another size than the picture.</exception>
    public PixelMask Of(PixelMask mask)
    {
        if ((mask.Width, mask.Height) != (PictureWidth, PictureHeight))
            throw new ModelException(
                $"A mask of {mask.Width} × {mask.Height} pixels does not fit a picture of {PictureWidth} × {PictureHeight}."
            );
        var across = TriangleFilter.Between(PictureWidth, Placement.ScaledWidth);
        var down = TriangleFilter.Between(PictureHeight, Placement.ScaledHeight);
        var shares = Array.ConvertAll(mask.Pixels.ToArray(), pixel => pixel ? 1.0 : 0);
        var wide = new double[Width * PictureHeight];
        for (var i = 0; i < wide.Length; i++)
            wide[i] = across.Apply(
                shares.AsSpan(i / Width * PictureWidth, PictureWidth),
                1,
                Placement.Left + i % Width
            );
        // Rounding must not decide what is exactly half and half.
        return PixelMask.Of(
            Width,
            Height,
            (x, y) => down.Apply(wide.AsSpan(x), Width, Placement.Top + y) >= 0.5 - 1e-12
        );
    }

    /// <summary>What the network sees of a picture, under the path of the whole one; objects of which it sees no pixel are left out.</summary>
    /// <exception cref="ModelException">The picture is annotated with another size than this view's.</exception>
    public AnnotatedPicture Of(AnnotatedPicture picture)
    {
        if ((picture.Width, picture.Height) != (PictureWidth, PictureHeight))
            throw new ModelException(
                $"{picture.Path}: a view of {PictureWidth} × {PictureHeight} pixels is none of a picture of {picture.Width} × {picture.Height}."
            );
        var seen = picture
            .Objects.Select(o => o with { Region = Of(o.Region) })
            .Where(o => o.Region.Rasterize(Width, Height).Count > 0);
        return picture with { Width = Width, Height = Height, Objects = [.. seen] };
    }
}
