using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Metrics;

/// <summary>Who is left while pixels are removed by falling contribution, each with the area around it.</summary>
internal static class PatchRemoval
{
    /// <summary>Who is left without the top k, for k from 0 to a number of pixels; made as they are read.</summary>
    /// <param name="players">The pixels.</param>
    /// <param name="patch">n of an area of (n + 1)×(n + 1).</param>
    /// <param name="pixels">The last k.</param>
    /// <exception cref="ModelException">An area is asked for where players are no pixels.</exception>
    public static IEnumerable<Coalition> Remaining(ScoredPlayers players, int patch, int pixels)
    {
        if (patch > 0 && players.Partition.Grids.Sum(g => g.Axes.Length == 2 ? g.Count : 0) < players.Count)
            throw new ModelException(
                $"a patch of {patch} removes the area around a pixel, but the players are no pixels of a picture; take a patch of 0, or pixels as players."
            );
        return Enumerate(players, patch, pixels);
    }

    private static IEnumerable<Coalition> Enumerate(ScoredPlayers players, int patch, int pixels)
    {
        var left = Coalition.All(players.Count);
        yield return left;
        for (var k = 0; k < pixels; k++)
        {
            var center = players.Ranking[k];
            foreach (var pixel in patch == 0 ? [center] : Area(players.Partition, center, patch))
                left = left.Contains(pixel) ? left.Without(pixel) : left;
            yield return left;
        }
    }

    private static IEnumerable<int> Area(PlayerPartition partition, int center, int patch)
    {
        var grid = partition.Grids.Single(g => center >= g.First && center < g.First + g.Count);
        var (row, column) = (grid.Places(center)[0] - patch / 2, grid.Places(center)[1] - patch / 2);
        return from y in Enumerable.Range(row, patch + 1)
            where y >= 0 && y < grid.Blocks[0]
            from x in Enumerable.Range(column, patch + 1)
            where x >= 0 && x < grid.Blocks[1]
            select grid.First + y * grid.Blocks[1] + x;
    }
}
