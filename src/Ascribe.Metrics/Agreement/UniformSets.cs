using Ascribe.Games;

namespace Ascribe.Metrics;

/// <summary>Sets of players of one size, each as likely as any other.</summary>
internal static class UniformSets
{
    /// <summary>Draws sets; whoever reads them again gets the same ones.</summary>
    public static IEnumerable<Coalition> Draw(int players, int size, int count, int seed)
    {
        var random = new Random(unchecked(seed * 1_000_003 + size));
        var order = Enumerable.Range(0, players).ToArray();
        for (var draw = 0; draw < count; draw++)
        {
            // The first places of a shuffle are enough.
            for (var i = 0; i < size; i++)
            {
                var other = random.Next(i, players);
                (order[i], order[other]) = (order[other], order[i]);
            }
            yield return Coalition.Of(players, order.AsSpan(0, size));
        }
    }
}
