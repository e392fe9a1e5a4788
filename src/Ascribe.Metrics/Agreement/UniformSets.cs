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
        // Of a large set, those who are not in it are fewer.
        var drawn = Math.Min(size, players - size);
        for (var draw = 0; draw < count; draw++)
        {
            // The first places of a shuffle are enough.
            for (var i = 0; i < drawn; i++)
            {
                var other = random.Next(i, players);
                (order[i], order[other]) = (order[other], order[i]);
            }
            var set = Coalition.Of(players, order.AsSpan(0, drawn));
            yield return drawn == size ? set : set.Complement();
        }
    }
}
