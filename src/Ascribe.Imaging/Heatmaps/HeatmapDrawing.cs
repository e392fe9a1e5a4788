namespace Ascribe.Imaging;

/// <summary>Numbers into colors.</summary>
internal static class HeatmapDrawing
{
    // The luma of BT.601, as gray pictures are usually made.
    private const double RedShare = 0.299;
    private const double GreenShare = 0.587;
    private const double BlueShare = 0.114;

    // The strong colors of both maps are dark; a dark picture would swallow them.
    private const double Paling = 0.4;

    internal static Picture Alone(Heatmap heatmap, HeatmapStyle style)
    {
        var scale = style.Scale ?? heatmap.ScaleAt(style.Percentile);
        return Paint(heatmap, (value, _) => style.Colors.At(Share(value, scale, style)));
    }

    internal static Picture Over(Heatmap heatmap, Picture picture, HeatmapStyle style)
    {
        var scale = style.Scale ?? heatmap.ScaleAt(style.Percentile);
        var fitted = heatmap.Resize(picture.Width, picture.Height);
        return Paint(
            fitted,
            (value, i) =>
            {
                var share = Share(value, scale, style);
                var cover = style.Opacity * (style.Blend == Blend.Plain ? 1 : Math.Sqrt(Math.Abs(share)));
                return Faded(picture[i % picture.Width, i / picture.Width], style.Fading)
                    .Mix(style.Colors.At(share), cover);
            }
        );
    }

    private static double Share(double value, double scale, HeatmapStyle style) =>
        scale > 0 ? Math.Clamp(value / scale, style.Colors.From, 1) : 0;

    private static Rgb Faded(Rgb color, double fading)
    {
        var gray = (byte)Math.Round(RedShare * color.Red + GreenShare * color.Green + BlueShare * color.Blue);
        return color.Mix(new Rgb(gray, gray, gray).Mix(Rgb.White, Paling), fading);
    }

    private static Picture Paint(Heatmap heatmap, Func<double, int, Rgb> color)
    {
        var pixels = new byte[heatmap.Values.Length * 3];
        for (var i = 0; i < heatmap.Values.Length; i++)
        {
            var painted = color(heatmap.Values[i], i);
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = (painted.Red, painted.Green, painted.Blue);
        }
        return new(heatmap.Width, heatmap.Height, 3, pixels);
    }
}
