using System.Collections.Immutable;

namespace Ascribe.Imaging.Plots;

/// <summary>
/// How series are told apart: by a color that stays itself for every common kind of color blindness and on gray paper – after
/// Okabe and Ito, "Color Universal Design" (2008), without the yellow, which white swallows – and by a shape.
/// </summary>
/// <remarks>Eight colors against seven shapes: the first 56 series have no two alike.</remarks>
internal static class Palette
{
    internal static ImmutableArray<Rgb> Colors { get; } =
    [
        .. new[] { "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#1c1e21", "#8a9099" }.Select(
            Rgb.Parse
        ),
    ];

    /// <summary>Names of shapes as Vega knows them.</summary>
    internal static ImmutableArray<string> Shapes { get; } =
    ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right"];

    internal static Rgb Ink { get; } = Rgb.Parse("#1c1e21");

    internal static Rgb Quiet { get; } = Rgb.Parse("#5c6370");

    /// <summary>The line of zero among the lines of the grid.</summary>
    internal static Rgb Zero { get; } = Rgb.Parse("#a9afb8");

    internal static Rgb Grid { get; } = Rgb.Parse("#e7e9ec");
}
