using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>Neighboring axes of one shape that hold the same elements as neighboring axes of another.</summary>
/// <param name="From">Axes of the one, those of extent 1 left out.</param>
/// <param name="To">Axes of the other, those of extent 1 left out.</param>
internal sealed record AxisBlock(ImmutableArray<int> From, ImmutableArray<int> To)
{
    /// <summary>The smallest blocks of two shapes; null where free extents do not meet each other.</summary>
    public static IReadOnlyList<AxisBlock>? Between(ImmutableArray<Dim> from, ImmutableArray<Dim> to)
    {
        var blocks = new List<AxisBlock>();
        var (i, j) = (0, 0);
        while (i < from.Length || j < to.Length)
        {
            if (i < from.Length && j < to.Length && from[i] is { IsFixed: false, Symbol: not null } && from[i] == to[j])
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            var (startOfI, startOfJ) = (i, j);
            var (left, right) = (Next(from, ref i), Next(to, ref j));
            while (left != right && left is not null && right is not null)
            {
                if (left < right)
                    left = i < from.Length ? left * Next(from, ref i) : null;
                else
                    right = j < to.Length ? right * Next(to, ref j) : null;
            }
            if (left is null || right is null)
                return null;
            blocks.Add(new(Wide(from, startOfI, i), Wide(to, startOfJ, j)));
        }
        return [.. blocks.Where(b => b.From.Length > 0)];
    }

    /// <summary>The next extent; 1 behind the end, null where it is free or zero.</summary>
    private static long? Next(ImmutableArray<Dim> shape, ref int axis)
    {
        if (axis == shape.Length)
            return 1;
        return shape[axis].Extent is > 0 and var extent && ++axis > 0 ? extent : null;
    }

    private static ImmutableArray<int> Wide(ImmutableArray<Dim> shape, int start, int end) =>
        [.. Enumerable.Range(start, end - start).Where(axis => shape[axis].Extent > 1)];
}
