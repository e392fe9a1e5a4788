using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>Boxes along some axes, which reach through all others.</summary>
internal sealed record BlockPlayers(string Name, ImmutableArray<BlockAxis> Axes) : PlayerDivision
{
    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0)
    {
        var count = 0;
        var ids = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        foreach (var (feature, value) in features)
        {
            var (players, numbers) = Divide(feature, value);
            ids[feature] = [.. numbers.Select(n => n + count)];
            count += players;
        }
        return new PlayerPartition(count, ids.ToImmutable());
    }

    public override string ToString() => Name;

    private (int Count, int[] Ids) Divide(string feature, Tensor value)
    {
        var ids = new int[value.Length];
        var count = 1;
        foreach (var (axis, extent) in Axes)
        {
            var place = axis < 0 ? value.Rank + axis : axis;
            if (place < 1 || place >= value.Rank)
                throw new ModelException($"'{feature}' is {value} and has no axis to divide into {Name}.");
            var entries = (int)value.Shape[place];
            if (extent < 1 || extent > entries)
                throw new ModelException(
                    $"'{feature}' is {value}: {Name} do not fit into an axis of {entries}, so that there is nothing to divide."
                );
            var blocks = (entries + extent - 1) / extent;
            var inner = value.Shape.AsSpan()[(place + 1)..].ToArray().Aggregate(1L, (a, e) => a * e);
            for (var i = 0; i < ids.Length; i++)
                ids[i] = ids[i] * blocks + (int)(i / inner % entries) / extent;
            count *= blocks;
        }
        return (count, ids);
    }
}
