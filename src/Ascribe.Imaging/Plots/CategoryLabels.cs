using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Ascribe.Imaging.Plots;

/// <summary>The names under the groups of a bar plot: whole, upright where they fit under their groups in a few lines, turned where not.</summary>
/// <param name="Names">From left to right.</param>
/// <param name="Room">The pixels that a group has.</param>
internal sealed record CategoryLabels(ImmutableArray<string> Names, double Room)
{
    private const int Size = 12;
    private const double LineHeight = 15;
    private const int MostLines = 3;
    private const int Gap = 8;
    private const double Angle = 35 * Math.PI / 180;

    private ImmutableArray<ImmutableArray<string>> Upright { get; } =
    [.. Names.Select(name => Letters.Lines(name, Room - Gap, Size))];

    private bool IsTurned =>
        Upright.Any(lines => lines.Length > MostLines || lines.Any(line => Letters.Width(line, Size) > Room - Gap));

    /// <summary>The pixels that the names take below the axis.</summary>
    internal int Height =>
        (int)
            Math.Ceiling(
                IsTurned
                    ? Names.Max(name => Letters.Width(name, Size)) * Math.Sin(Angle) + LineHeight * Math.Cos(Angle)
                    : Upright.Max(lines => lines.Length) * LineHeight
            );

    /// <summary>
    /// The pixels that turned names still lack on the left. Vega makes room for them once, by which the groups move together and the names
    /// with them.
    /// </summary>
    /// <param name="width">The plot's.</param>
    internal int Overhang(int width) =>
        IsTurned
            ? (int)Math.Ceiling(Names.Select((name, i) => Lacking(name, (i + 0.5) / Names.Length, width)).Max())
            : 0;

    private static double Lacking(string name, double place, int width)
    {
        var over = Letters.Width(name, Size) * Math.Cos(Angle) - place * (width - 2 * Theme.Padding);
        return over > 0 ? place * over + LineHeight : 0;
    }

    /// <summary>Vega-Lite's axis. Nothing is shortened.</summary>
    internal JsonObject Axis()
    {
        var axis = new JsonObject
        {
            ["labelAngle"] = IsTurned ? -35 : 0,
            ["labelLimit"] = 0,
            ["labelOverlap"] = false,
            ["ticks"] = false,
        };
        if (!IsTurned)
            axis["labelExpr"] = Channel.Broken(Names.Zip(Upright));
        return axis;
    }
}
