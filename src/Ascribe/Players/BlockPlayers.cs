using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>Boxes along some axes, which reach through all others.</summary>
internal sealed record BlockPlayers(string Name, string One, ImmutableArray<BlockAxis> Axes) : PlayerDivision
{
    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0)
    {
        var count = 0;
        var ids = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        var grids = ImmutableArray.CreateBuilder<PlayerGrid>(features.Count);
        foreach (var (feature, value) in features)
        {
            var grid = Grid(feature, value) with { First = count };
            ids[feature] = [.. Divide(value, grid).Select(n => n + count)];
            grids.Add(grid);
            count += grid.Count;
        }
        return new PlayerPartition(count, ids.ToImmutable()) { Grids = grids.ToImmutable() };
    }

    public override string ToString() => Name;

    /// <summary>How many blocks there are along each axis.</summary>
    private PlayerGrid Grid(string feature, Tensor value)
    {
        var places = Axes.Select(a => a.Axis < 0 ? value.Rank + a.Axis : a.Axis).ToImmutableArray();
        var blocks = new int[Axes.Length];
        for (var i = 0; i < blocks.Length; i++)
        {
            if (places[i] < 1 || places[i] >= value.Rank)
                throw new ModelException($"'{feature}' is {value} and has no axis to divide into {Name}.");
            var (entries, extent) = ((int)value.Shape[places[i]], Axes[i].Extent);
            if (extent < 1 || extent > entries)
                throw new ModelException(
                    $"'{feature}' is {value}: {Name} do not fit into an axis of {entries}, so that there is nothing to divide."
                );
            blocks[i] = (entries + extent - 1) / extent;
        }
        return new PlayerGrid(feature, One, 0, places, [.. blocks]);
    }

    private int[] Divide(Tensor value, PlayerGrid grid)
    {
        var ids = new int[value.Length];
        foreach (var (i, place) in grid.Axes.Index())
        {
            var inner = value.Shape.AsSpan()[(place + 1)..].ToArray().Aggregate(1L, (a, e) => a * e);
            for (var e = 0; e < ids.Length; e++)
                ids[e] = ids[e] * grid.Blocks[i] + (int)(e / inner % value.Shape[place]) / Axes[i].Extent;
        }
        return ids;
    }
}
