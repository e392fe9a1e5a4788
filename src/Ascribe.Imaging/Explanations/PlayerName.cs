using System.Collections.Immutable;
using Ascribe.Players;

namespace Ascribe.Imaging;

/// <summary>What players are called.</summary>
internal static class PlayerName
{
    /// <summary>A token or column by its own name; a patch, pixel or channel by its place; with its feature where there are several.</summary>
    public static string Of(Explanation explanation, int example, int player)
    {
        var partition = explanation.Attribution.Players[example].Partition;
        if (player < partition.Names.Length)
            return partition.Names[player];
        var (feature, name) = partition.Grids.FirstOrDefault(g => player >= g.First && player - g.First < g.Count)
            is { } grid
            ? (grid.Feature, Block(explanation, example, grid, grid.Places(player)))
            : Element(explanation, partition, player);
        return partition.Ids.Count > 1 ? $"{feature}: {name}" : name;
    }

    private static string Block(Explanation explanation, int example, PlayerGrid grid, ImmutableArray<int> places)
    {
        var shape = explanation.Attribution.Values[grid.Feature].Shape;
        if (grid.Axes is [1] && explanation.Tokens.GetValueOrDefault(grid.Feature, []) is { IsEmpty: false } tokens)
            return tokens[explanation.OwnPlace(example)] is var own && places[0] < own.Length
                ? own[places[0]]
                : $"padding {places[0]}";
        var columns = explanation.Columns.GetValueOrDefault(grid.Feature, []);
        return grid.Axes is [var axis] && axis == shape.Length - 1 && columns.Length == shape[axis]
            ? columns[places[0]]
            : $"{grid.One} {string.Join(',', places)}";
    }

    private static (string Feature, string Name) Element(Explanation explanation, PlayerPartition partition, int player)
    {
        var (feature, ids) = partition.Ids.First(f => f.Value.Contains(player));
        var name = NamedContribution.NameOf(
            feature,
            explanation.Attribution.Values[feature].Shape,
            explanation.Columns.GetValueOrDefault(feature, []),
            ids.IndexOf(player)
        );
        return (feature, name);
    }
}
