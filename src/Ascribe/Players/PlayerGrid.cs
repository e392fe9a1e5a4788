using System.Collections.Immutable;

namespace Ascribe.Players;

/// <summary>The players of a feature that is cut into equal blocks along some axes: where each of them stands.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="One">What one of them is called, such as <c>patch</c>.</param>
/// <param name="First">The number of the first player; the last axis runs fastest.</param>
/// <param name="Axes">The axes that are cut, the batch being axis 0.</param>
/// <param name="Blocks">How many blocks there are along each of them.</param>
public sealed record PlayerGrid(
    string Feature,
    string One,
    int First,
    ImmutableArray<int> Axes,
    ImmutableArray<int> Blocks
)
{
    /// <summary>How many players it holds.</summary>
    public int Count => Blocks.Aggregate(1, (a, b) => a * b);

    /// <summary>Which block a player is along each axis.</summary>
    /// <param name="player">The player's number, <see cref="First"/> or above.</param>
    public ImmutableArray<int> Places(int player)
    {
        var place = player - First;
        var places = new int[Blocks.Length];
        for (var axis = places.Length - 1; axis >= 0; axis--)
            (place, places[axis]) = Math.DivRem(place, Blocks[axis]);
        return [.. places];
    }
}
