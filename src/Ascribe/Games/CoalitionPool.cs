using System.Numerics;
using Ascribe.Onnx;

namespace Ascribe.Games;

/// <summary>Some of the coalitions of a game, by size.</summary>
public sealed class CoalitionPool
{
    private readonly uint[][] bySize;
    private readonly int players;

    private CoalitionPool(int players, uint[] masks)
    {
        this.players = players;
        Masks = masks;
        var groups = masks.ToLookup(m => BitOperations.PopCount(m));
        bySize = [.. Enumerable.Range(0, players + 1).Select(size => groups[size].ToArray())];
    }

    /// <summary>The coalitions as bits, in the order in which they were drawn; bit i is player i.</summary>
    public IReadOnlyList<uint> Masks { get; }

    /// <summary>Draws a share of all 2ᴺ coalitions without replacement, each as likely as any other.</summary>
    /// <param name="players">N, at most <see cref="GameTable.MostPlayers"/>.</param>
    /// <param name="share">Above 0 and at most 1; at least one coalition is drawn.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <exception cref="ModelException">There are too many players to list their coalitions.</exception>
    public static CoalitionPool Draw(int players, double share, Random random)
    {
        if (players > GameTable.MostPlayers)
            throw new ModelException(
                $"a share of the coalitions of {players} players cannot be listed; at most {GameTable.MostPlayers} players are possible."
            );
        var all = Enumerable.Range(0, 1 << players).Select(m => (uint)m).ToArray();
        random.Shuffle(all);
        return new CoalitionPool(players, all[..Math.Max(1, (int)Math.Round(share * all.Length))]);
    }

    /// <summary>
    /// Draws coalitions with replacement: a size, of those that the pool holds, then one of its coalitions in the pool. That of
    /// all players is left out.
    /// </summary>
    /// <param name="sizes">How likely each size is.</param>
    /// <param name="count">How many.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <exception cref="ModelException">The pool holds no coalition that may be drawn.</exception>
    public IEnumerable<Coalition> DrawBySize(CoalitionSizes sizes, int count, Random random)
    {
        var probabilities = sizes.Probabilities(players).Select((p, size) => bySize[size].Length > 0 ? p : 0).ToArray();
        if (probabilities.Sum() <= 0)
            throw new ModelException("the share of coalitions is so small that it holds none; take a larger one.");
        return Enumerate(new SizeDraw(probabilities), count, random);
    }

    private IEnumerable<Coalition> Enumerate(SizeDraw draw, int count, Random random)
    {
        for (var i = 0; i < count; i++)
        {
            var group = bySize[draw.At(random.NextDouble())];
            yield return Coalition.FromMask(players, group[random.Next(group.Length)]);
        }
    }
}
