using Ascribe.Onnx;

namespace Ascribe.Imaging;

/// <summary>Where an object lies in a picture: a <see cref="BoxRegion"/>, <see cref="PolygonRegion"/> or <see cref="MaskRegion"/>.</summary>
/// <remarks>Coordinates are continuous: pixel (x, y) covers x … x + 1 and y … y + 1, counted from the top left corner.</remarks>
public abstract record Region
{
    private protected Region() { }

    /// <summary>The smallest upright box around the region.</summary>
    public abstract BoxRegion Bounds { get; }

    /// <summary>The pixels of a picture whose centers lie in the region; what reaches beyond the picture is cut off.</summary>
    /// <remarks>On an edge, what is right of it or below it belongs to the region, so that neighbors share no pixel.</remarks>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <exception cref="ModelException">The region is a mask of another size.</exception>
    public abstract PixelMask Rasterize(int width, int height);

    /// <summary>The same region where a network sees the picture.</summary>
    internal abstract Region In(FieldOfView view);

    /// <summary>What is wrong with the region in a picture of this size; null where nothing is.</summary>
    /// <remarks>Some programs count pixels from 0 and some from 1, so a region may reach a pixel beyond the picture.</remarks>
    internal string? Complaint(int width, int height)
    {
        var (left, top, right, bottom) = Bounds;
        if (!(double.IsFinite(left) && double.IsFinite(top) && double.IsFinite(right) && double.IsFinite(bottom)))
            return "a coordinate is not finite.";
        if (right <= left || bottom <= top)
            return "the region is empty.";
        return left < -1 || top < -1 || right > width + 1 || bottom > height + 1
            ? $"the region from ({left:g6}, {top:g6}) to ({right:g6}, {bottom:g6}) reaches beyond the picture of {width} × {height} pixels."
            : null;
    }
}
