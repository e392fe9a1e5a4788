namespace Ascribe.Imaging;

/// <summary>How a heatmap is drawn.</summary>
public sealed record HeatmapStyle
{
    /// <summary>The colors; with a map that begins at 0, negative values are drawn as 0.</summary>
    public ColorMap Colors { get; init; } = ColorMap.Diverging;

    /// <summary>The percentile of the magnitudes that gets the full color, 0 … 100; larger values are clipped to it.</summary>
    public double Percentile { get; init; } = 99;

    /// <summary>The magnitude that gets the full color; null takes it from <see cref="Percentile"/>. State it to compare maps.</summary>
    public double? Scale { get; init; }

    /// <summary>How much of the picture a value of full color hides, 0 … 1.</summary>
    public double Opacity { get; init; } = 0.9;

    /// <summary>How the heatmap covers the picture.</summary>
    public Blend Blend { get; init; } = Blend.ByMagnitude;

    /// <summary>How far the picture under the heatmap turns to a pale gray, 0 … 1, so that colors are the heatmap's.</summary>
    public double Fading { get; init; } = 0.85;
}
