using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>
/// φᵢ = 1/N Σ_k (E[v(S ∪ i)] − E[v(S)]) over coalitions S of size k without player i. Each mean is a stratum of its own, so that one
/// evaluated coalition serves every player: as one that it has in it, or as one that it lacks.
/// </summary>
/// <remarks>
/// Kolpaczki et al., "Approximating the Shapley value without marginal contributions", 2024. Sizes 1 and N − 1 are evaluated in full
/// and a warm-up gives every other stratum a number; then coalitions are drawn whose sizes k are distributed as 1/min(k, N − k), for an
/// even N with probability 1/(N ln N) on N/2. The errors draw the variances of a player's strata of
/// one sign together, the more the less was drawn of them.
/// </remarks>
public sealed record StratifiedSvarm : ShapleyEstimator
{
    private const int EvaluatedTogether = 1024;

    /// <inheritdoc/>
    public override string Name => "svarm";

    private protected override long LeastBudget(int players) =>
        2 + (players > 2 ? 2L * players : players) + WarmUp(players);

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        var strata = new Strata(game);
        var sizes = new SizeDraw(SizeWeights(game.Players));
        strata.Add(Ends(game.Players), game);
        strata.Add([.. WarmUps(game.Players, random)], game);
        var (values, errors) = strata.Summary();
        var order = Enumerable.Range(0, game.Players).ToArray();
        var drawn = 0;
        while (game.Left > 0 && game.Players > 3 && !game.IsPrecise(drawn, values, errors))
        {
            var count = (int)Math.Min(EvaluatedTogether, game.Left);
            strata.Add([.. Enumerable.Range(0, count).Select(_ => DrawOne(sizes, order, random))], game);
            (values, errors) = strata.Summary();
            drawn += count;
        }
        return game.Estimate(values, errors);
    }

    private static Coalition DrawOne(SizeDraw sizes, int[] order, Random random)
    {
        random.Shuffle(order);
        return Coalition.Of(order.Length, order.AsSpan(0, sizes.At(random.NextDouble())));
    }

    private static double[] SizeWeights(int players)
    {
        var weights = Enumerable
            .Range(0, players + 1)
            .Select(k => k < 2 || k > players - 2 || 2 * k == players ? 0 : 1.0 / Math.Min(k, players - k))
            .ToArray();
        if (players % 2 != 0 || players < 4)
            return weights;
        var middle = players == 4 ? 1 : 1 / (players * Math.Log(players));
        var sum = weights.Sum();
        for (var k = 0; k < weights.Length && sum > 0; k++)
            weights[k] *= (1 - middle) / sum;
        weights[players / 2] = middle;
        return weights;
    }

    /// <summary>Every player alone, and everybody but one.</summary>
    private static Coalition[] Ends(int players)
    {
        var alone = Enumerable.Range(0, players).Select(p => Coalition.Of(players, p));
        return players == 2 ? [.. alone] : [.. alone, .. alone.Select(c => c.Complement())];
    }

    private static long WarmUp(int players)
    {
        long count = 0;
        for (var size = 2; size <= players - 2; size++)
            count += (players + size - 1) / size + (players + players - size - 1) / (players - size);
        return count;
    }

    /// <summary>
    /// For each size coalitions that together hold every player, and others that together lack every player; a player may be in two.
    /// </summary>
    private static IEnumerable<Coalition> WarmUps(int players, Random random)
    {
        var order = Enumerable.Range(0, players).ToArray();
        for (var size = 2; size <= players - 2; size++)
        {
            foreach (var covering in Covering(size))
                yield return covering;
            foreach (var lacking in Covering(players - size))
                yield return lacking.Complement();
        }

        IEnumerable<Coalition> Covering(int size)
        {
            random.Shuffle(order);
            for (var start = 0; start < players; start += size)
            {
                // The last one is filled up from the beginning of the order.
                var members = Enumerable.Range(start, size).Select(i => order[i % players]).ToArray();
                yield return Coalition.Of(players, members);
            }
        }
    }

    /// <summary>Means of v over coalitions by player, sign and size.</summary>
    private sealed class Strata
    {
        private readonly Stratum[][] with;
        private readonly Stratum[][] without;

        public Strata(MeteredGame game)
        {
            with = [.. Enumerable.Range(0, game.Players).Select(_ => new Stratum[game.Players])];
            without = [.. Enumerable.Range(0, game.Players).Select(_ => new Stratum[game.Players])];
            for (var player = 0; player < game.Players; player++)
            {
                without[player][0].Add(game.Nobody);
                with[player][^1].Add(game.Everybody);
            }
        }

        public void Add(Coalition[] coalitions, MeteredGame game)
        {
            var values = game.Values(coalitions);
            for (var i = 0; i < values.Length; i++)
            {
                var size = coalitions[i].Size;
                for (var player = 0; player < game.Players; player++)
                {
                    if (coalitions[i].Contains(player))
                        with[player][size - 1].Add(values[i]);
                    else
                        without[player][size].Add(values[i]);
                }
            }
        }

        public (double[] Values, double[] Errors) Summary()
        {
            var means = with.Zip(without)
                .Select(p =>
                {
                    var last = p.First.Length - 1;
                    // Of coalitions of 0, 1, N − 1 and N players all are evaluated.
                    var plus = StrataMean.Of(p.First, size => size == 0 || size >= last - 1);
                    var minus = StrataMean.Of(p.Second, size => size <= 1 || size == last);
                    return (Value: plus.Mean - minus.Mean, Variance: plus.Variance + minus.Variance);
                })
                .ToArray();
            return ([.. means.Select(m => m.Value)], [.. means.Select(m => Math.Sqrt(m.Variance))]);
        }
    }
}
