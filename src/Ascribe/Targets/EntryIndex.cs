using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Places behind the batch axis.</summary>
internal static class EntryIndex
{
    /// <summary>The row-major number of an entry within its example.</summary>
    /// <exception cref="ModelException">The value has no such entry.</exception>
    public static int Flat(ImmutableArray<long> index, Tensor value, string? name)
    {
        var extents = value.Shape.AsSpan()[1..];
        // A trailing axis of extent 1 need not be named: 'output[3]' of a value [N, 8, 1] is meant well.
        var fits = index.Length <= extents.Length && extents[index.Length..].IndexOfAnyExcept(1L) < 0;
        long flat = 0;
        for (var axis = 0; fits && axis < extents.Length; axis++)
        {
            var place = axis < index.Length ? index[axis] : 0;
            fits = place >= 0 && place < extents[axis];
            flat = flat * extents[axis] + place;
        }
        return fits
            ? (int)flat
            : throw new ModelException(
                $"the target [{string.Join(',', index)}] is no entry of {name ?? "the output"}, whose examples are [{string.Join(',', extents.ToArray())}]."
            );
    }
}
