using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>A box that slides over an array: the places where it stands, the last axis running fastest.</summary>
/// <param name="Extents">The array's extents.</param>
/// <param name="Window">The box's extents.</param>
/// <param name="Stride">How far it moves along each axis.</param>
internal sealed record SlidingBox(ImmutableArray<int> Extents, ImmutableArray<int> Window, ImmutableArray<int> Stride)
{
    /// <summary>How many places there are.</summary>
    public int Count => Steps().Aggregate(1, (count, steps) => count * steps);

    /// <summary>A box over the elements of a feature's example.</summary>
    /// <exception cref="ModelException">Window and stride do not fit the feature.</exception>
    public static SlidingBox Over(
        string feature,
        ImmutableArray<int> extents,
        ImmutableArray<int> window,
        ImmutableArray<int> stride
    ) =>
        window.Length == extents.Length && stride.Length == extents.Length && window.Concat(stride).All(n => n >= 1)
            ? new SlidingBox(extents, window, stride)
            : throw new ModelException(
                $"a window [{string.Join(',', window)}] with strides [{string.Join(',', stride)}] cannot slide over '{feature}', whose examples are [{string.Join(',', extents)}]; give a number above 0 for each axis."
            );

    /// <summary>The elements that the box covers at each place.</summary>
    public IEnumerable<int[]> Places() => Enumerable.Range(0, Count).Select(Covered);

    /// <summary>For each element, the mean over the places that cover it; 0 where none does.</summary>
    /// <param name="byPlace">A number per place.</param>
    public double[] MeanOverCovering(ReadOnlySpan<double> byPlace)
    {
        var sums = new double[Extents.Aggregate(1, (a, e) => a * e)];
        var counts = new int[sums.Length];
        for (var place = 0; place < byPlace.Length; place++)
        {
            foreach (var element in Covered(place))
            {
                sums[element] += byPlace[place];
                counts[element]++;
            }
        }
        return [.. sums.Zip(counts, (sum, count) => count == 0 ? 0 : sum / count)];
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(',', Window)}] by [{string.Join(',', Stride)}]";

    private int[] Covered(int place)
    {
        var (steps, elements, inner) = (Steps(), new[] { 0 }, 1);
        for (var axis = Extents.Length - 1; axis >= 0; axis--)
        {
            var start = place % steps[axis] * Stride[axis];
            var along = Enumerable.Range(start, Math.Min(Window[axis], Extents[axis] - start));
            var stride = inner;
            elements = [.. along.SelectMany(p => elements, (p, rest) => p * stride + rest)];
            inner *= Extents[axis];
            place /= steps[axis];
        }
        return elements;
    }

    /// <summary>Places along each axis: from 0 until the box reaches the edge.</summary>
    private int[] Steps() =>
        [
            .. Extents.Select(
                (extent, axis) => 1 + (Math.Max(0, extent - Window[axis]) + Stride[axis] - 1) / Stride[axis]
            ),
        ];
}
