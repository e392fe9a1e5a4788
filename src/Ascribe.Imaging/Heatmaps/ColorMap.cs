using System.Collections.Immutable;

namespace Ascribe.Imaging;

/// <summary>A color for every value from <see cref="From"/> to 1, through anchors, interpolated in a perceptual space.</summary>
/// <remarks>
/// Between two fixed points the anchors stand where their perceptual distance puts them, so that equal steps of the value
/// look about equally large.
/// </remarks>
public sealed class ColorMap
{
    private readonly ImmutableArray<OkLab> mixed;

    private ColorMap(ImmutableArray<ColorAnchor> anchors)
    {
        Anchors = anchors;
        mixed = [.. anchors.Select(anchor => OkLab.Of(anchor.Color))];
    }

    /// <summary>
    /// Signed: blue for −1 over light gray for 0 to vermilion for 1. Both sides darken alike, and blue against orange-red
    /// stays apart for every common kind of color blindness.
    /// </summary>
    public static ColorMap Diverging { get; } =
        new([
            .. Through(-1, 0, "#0e51a9", "#5da6ef", "#f5f5f5"),
            .. Through(0, 1, "#f5f5f5", "#e88161", "#982604")[1..],
        ]);

    /// <summary>Positive: light gray for 0 over yellow and orange to a dark red for 1, darkening all the way.</summary>
    public static ColorMap Sequential { get; } =
        new(Through(0, 1, "#f5f5f5", "#f6dd90", "#f0a646", "#c74007", "#6f191a"));

    /// <summary>The values with a stated color, rising.</summary>
    public ImmutableArray<ColorAnchor> Anchors { get; }

    /// <summary>The lowest value: −1 for a signed map, 0 for a positive one.</summary>
    public double From => Anchors[0].Value;

    /// <summary>The color of a value; values beyond the ends take the end's color.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number.</exception>
    public Rgb At(double value)
    {
        if (double.IsNaN(value))
            throw new ArgumentOutOfRangeException(nameof(value), "A value that is not a number has no color.");
        var clamped = Math.Clamp(value, From, 1);
        var above = 1;
        while (Anchors[above].Value < clamped)
            above++;
        var (low, high) = (Anchors[above - 1].Value, Anchors[above].Value);
        return mixed[above - 1].Mix(mixed[above], (clamped - low) / (high - low)).ToRgb();
    }

    private static ImmutableArray<ColorAnchor> Through(double from, double to, params ReadOnlySpan<string> colors)
    {
        var along = new double[colors.Length];
        for (var i = 1; i < colors.Length; i++)
            along[i] = along[i - 1] + OkLab.Of(Rgb.Parse(colors[i - 1])).DistanceTo(OkLab.Of(Rgb.Parse(colors[i])));
        var anchors = ImmutableArray.CreateBuilder<ColorAnchor>(colors.Length);
        for (var i = 0; i < colors.Length; i++)
            anchors.Add(new(double.Lerp(from, to, along[i] / along[^1]), Rgb.Parse(colors[i])));
        return anchors.MoveToImmutable();
    }
}
