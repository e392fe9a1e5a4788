namespace Ascribe.Imaging;

/// <summary>An upright box.</summary>
/// <param name="Left">The left edge, in pixels.</param>
/// <param name="Top">The upper edge.</param>
/// <param name="Right">The right edge, not the last column: a box around column 3 alone goes from 3 to 4.</param>
/// <param name="Bottom">The lower edge.</param>
public sealed record BoxRegion(double Left, double Top, double Right, double Bottom) : Region
{
    /// <summary>The area in pixels; 0 where the edges have changed places.</summary>
    public double Area => Math.Max(0, Right - Left) * Math.Max(0, Bottom - Top);

    /// <inheritdoc/>
    public override BoxRegion Bounds => this;

    /// <inheritdoc/>
    public override PixelMask Rasterize(int width, int height) =>
        PixelMask.Of(width, height, (x, y) => Left <= x + 0.5 && x + 0.5 < Right && Top <= y + 0.5 && y + 0.5 < Bottom);

    /// <summary>The part within a picture of the given size.</summary>
    public BoxRegion Clip(int width, int height) =>
        new(
            Math.Clamp(Left, 0, width),
            Math.Clamp(Top, 0, height),
            Math.Clamp(Right, 0, width),
            Math.Clamp(Bottom, 0, height)
        );

    /// <inheritdoc/>
    internal override Region In(FieldOfView view)
    {
        var (topLeft, bottomRight) = (view.Of(new PicturePoint(Left, Top)), view.Of(new PicturePoint(Right, Bottom)));
        return new BoxRegion(topLeft.X, topLeft.Y, bottomRight.X, bottomRight.Y).Clip(view.Width, view.Height);
    }
}
