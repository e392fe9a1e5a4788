using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>A region given pixel by pixel.</summary>
/// <param name="Mask">The pixels, of the size of the picture.</param>
public sealed record MaskRegion(PixelMask Mask) : Region
{
    /// <inheritdoc/>
    public override BoxRegion Bounds => Mask.Bounds;

    /// <inheritdoc/>
    public override PixelMask Rasterize(int width, int height) =>
        (width, height) == (Mask.Width, Mask.Height)
            ? Mask
            : throw new ModelException(
                $"A mask of {Mask.Width} × {Mask.Height} pixels does not fit a picture of {width} × {height}."
            );

    /// <inheritdoc/>
    internal override Region In(FieldOfView view) => new MaskRegion(view.Of(Mask));
}
