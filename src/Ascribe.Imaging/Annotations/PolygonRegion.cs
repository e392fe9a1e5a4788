using System.Collections.Immutable;

namespace Ascribe.Imaging;

/// <summary>One or several polygons, closed by themselves.</summary>
/// <remarks>
/// A polygon that crosses itself holds the points that a ray leaves it from an odd number of times (even-odd). Several polygons are
/// the parts of an object that something hides in between: the region is their union.
/// </remarks>
/// <param name="Parts">The corners of each polygon in turn, at least three.</param>
public sealed record PolygonRegion(ImmutableArray<ImmutableArray<PicturePoint>> Parts) : Region
{
    /// <inheritdoc/>
    public override BoxRegion Bounds
    {
        get
        {
            var corners = Parts.SelectMany(part => part).ToArray();
            return new(corners.Min(p => p.X), corners.Min(p => p.Y), corners.Max(p => p.X), corners.Max(p => p.Y));
        }
    }

    /// <inheritdoc/>
    public override PixelMask Rasterize(int width, int height)
    {
        var inside = new bool[checked(width * height)];
        foreach (var part in Parts)
            for (var y = 0; y < height; y++)
                Fill(inside.AsSpan(y * width, width), Crossings(part, y + 0.5));
        return new(width, height, inside);
    }

    /// <inheritdoc/>
    internal override Region In(FieldOfView view) =>
        new PolygonRegion([.. Parts.Select(part => part.Select(view.Of).ToImmutableArray())]);

    // Where the edges cross a row's middle, left to right. An edge takes its upper end and not its lower one, so that a corner
    // that two edges meet in counts once where they go on and never or twice where they turn back.
    private static List<double> Crossings(ImmutableArray<PicturePoint> corners, double y)
    {
        var crossings = new List<double>();
        for (var i = 0; i < corners.Length; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Length]);
            if (a.Y <= y != b.Y <= y)
                crossings.Add(a.X + (y - a.Y) / (b.Y - a.Y) * (b.X - a.X));
        }
        crossings.Sort();
        return crossings;
    }

    private static void Fill(Span<bool> row, List<double> crossings)
    {
        for (var i = 0; i + 1 < crossings.Count; i += 2)
        {
            var from = FirstCenterFrom(crossings[i], row.Length);
            row[from..FirstCenterFrom(crossings[i + 1], row.Length)].Fill(true);
        }
    }

    private static int FirstCenterFrom(double x, int width) => (int)Math.Clamp(Math.Ceiling(x - 0.5), 0, width);
}
