using System.Numerics;
using Ascribe.Games;

namespace Ascribe.Tests.Games;

/// <summary>Values of games as their definitions have them, term by term.</summary>
internal static class Definitions
{
    /// <summary>What each player adds when it enters, averaged over all N! orders.</summary>
    public static double[] OverOrders(GameTable game)
    {
        var sums = new double[game.Players];
        var orders = 0;
        Enter(0, 0);
        return [.. sums.Select(s => s / orders)];

        // Each order is walked to its end, and what its players added is counted on the way back.
        int Enter(int present, int entered)
        {
            if (entered == game.Players)
            {
                orders++;
                return 1;
            }
            var behind = 0;
            for (var player = 0; player < game.Players; player++)
            {
                if ((present >> player & 1) != 0)
                    continue;
                var with = present | 1 << player;
                var ways = Enter(with, entered + 1);
                sums[player] += ways * (game.AsSpan()[with] - game.AsSpan()[present]);
                behind += ways;
            }
            return behind;
        }
    }

    /// <summary>Σ_{S ∌ i} |S|!(N − |S| − 1)!/N!·(v(S ∪ i) − v(S)).</summary>
    public static double[] Shapley(GameTable game) =>
        OverSubsets(game, size => Factorial(size) * Factorial(game.Players - size - 1) / Factorial(game.Players));

    /// <summary>2^(1 − N)·Σ_{S ∌ i} (v(S ∪ i) − v(S)).</summary>
    public static double[] Banzhaf(GameTable game) => OverSubsets(game, _ => Math.Pow(2, 1 - game.Players));

    /// <summary>Σ_{S ∌ i,j} |S|!(N − |S| − 2)!/(N − 1)!·(v(S∪ij) − v(S∪i) − v(S∪j) + v(S)).</summary>
    public static double Interaction(GameTable game, int i, int j)
    {
        var v = game.AsSpan();
        var (n, sum) = (game.Players, 0.0);
        var (one, other) = (1 << i, 1 << j);
        for (var s = 0; s < v.Length; s++)
        {
            if ((s & (one | other)) != 0)
                continue;
            var size = BitOperations.PopCount((uint)s);
            sum +=
                Factorial(size)
                * Factorial(n - size - 2)
                / Factorial(n - 1)
                * (v[s | one | other] - v[s | one] - v[s | other] + v[s]);
        }
        return sum;
    }

    private static double[] OverSubsets(GameTable game, Func<int, double> weight)
    {
        var weights = Enumerable.Range(0, game.Players).Select(weight).ToArray();
        var values = new double[game.Players];
        var v = game.AsSpan();
        for (var player = 0; player < values.Length; player++)
        for (var s = 0; s < v.Length; s++)
        {
            if ((s >> player & 1) == 0)
                values[player] += weights[BitOperations.PopCount((uint)s)] * (v[s | 1 << player] - v[s]);
        }
        return values;
    }

    private static double Factorial(int n) => Enumerable.Range(1, n).Aggregate(1.0, (product, k) => product * k);
}
