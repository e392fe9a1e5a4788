using System.Collections.Immutable;

namespace Ascribe;

/// <summary>What is computed along one axis, line by line.</summary>
internal static class AxisLines
{
    /// <summary>Reads a line of the array and writes one of the result.</summary>
    public delegate void Line(ReadOnlySpan<double> from, Span<double> to);

    /// <summary>Maps every line along an axis.</summary>
    /// <param name="elements">The array, row-major.</param>
    /// <param name="shape">Its extents.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="extent">The extent of that axis in the result.</param>
    /// <param name="map">What becomes of a line.</param>
    public static double[] Map(double[] elements, ImmutableArray<long> shape, int axis, int extent, Line map)
    {
        var before = (int)shape[axis];
        var inner = shape.Skip(axis + 1).Aggregate(1, (a, e) => a * (int)e);
        var lines = elements.Length / Math.Max(1, before);
        var result = new double[lines * extent];
        var (from, to) = (new double[before], new double[extent]);
        for (var line = 0; line < lines; line++)
        {
            var (start, end) = (
                line / inner * inner * before + line % inner,
                line / inner * inner * extent + line % inner
            );
            for (var i = 0; i < before; i++)
                from[i] = elements[start + i * inner];
            map(from, to);
            for (var i = 0; i < extent; i++)
                result[end + i * inner] = to[i];
        }
        return result;
    }
}
