using System.Collections.Immutable;

namespace Ascribe.Autodiff.Tests;

/// <summary>ONNX's broadcasting in loops.</summary>
internal static class Broadcast
{
    /// <summary>Where each element of the stretched tensor comes from.</summary>
    public static int[] Sources(ImmutableArray<long> from, ImmutableArray<long> to)
    {
        var sources = new int[to.Aggregate(1L, (a, b) => a * b)];
        for (var i = 0; i < sources.Length; i++)
        {
            var (rest, source, stride) = ((long)i, 0L, 1L);
            for (var axis = to.Length - 1; axis >= 0; axis--)
            {
                var place = rest % to[axis];
                rest /= to[axis];
                var own = axis - (to.Length - from.Length);
                if (own < 0)
                    continue;
                source += from[own] == 1 ? 0 : place * stride;
                stride *= from[own];
            }
            sources[i] = (int)source;
        }
        return sources;
    }

    public static double[] Stretched(double[] values, ImmutableArray<long> from, ImmutableArray<long> to) =>
        [.. Sources(from, to).Select(i => values[i])];
}
