using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>
/// φᵢ = 1/N Σ_k E[v(S ∪ i) − v(S) | |S| = k]: for every player and size the mean over drawn coalitions. Sizes 0 and N − 1 are exact.
/// </summary>
/// <remarks>
/// Maleki et al., "Bounding the estimation error of sampling-based Shapley value approximation", 2013. Every stratum is drawn
/// from equally often, in a random order, as far as the budget goes. The errors draw the variances of a player's strata
/// together, the more the less was drawn of them.
/// </remarks>
public sealed record StratifiedSampling : ShapleyEstimator
{
    private const int EvaluatedTogether = 1024;

    /// <inheritdoc/>
    public override string Name => "stratified-shapley";

    private protected override long LeastBudget(int players) => 2 + 2L * players;

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        var strata = Ends(game);
        var draws = Draws(game.Players, random).GetEnumerator();
        var (values, errors) = Summary(strata);
        var drawn = 0;
        while (game.Left >= 2 && game.Players > 2 && !game.IsPrecise(drawn / game.Players, values, errors))
        {
            var batch = new List<(int Player, Coalition Others)>();
            while (batch.Count < Math.Min(EvaluatedTogether, game.Left) / 2 && draws.MoveNext())
                batch.Add(draws.Current);
            var worth = game.Values([.. batch.SelectMany(d => new[] { d.Others, d.Others.With(d.Player) })]);
            for (var i = 0; i < batch.Count; i++)
                strata[batch[i].Player][batch[i].Others.Size].Add(worth[2 * i + 1] - worth[2 * i]);
            (values, errors) = Summary(strata);
            drawn += batch.Count;
        }
        return game.Estimate(values, errors);
    }

    /// <summary>Strata by player and size, with what a player adds to nobody and to everybody else.</summary>
    private static Stratum[][] Ends(MeteredGame game)
    {
        var players = Enumerable.Range(0, game.Players).ToArray();
        var alone = game.Values([.. players.Select(p => Coalition.Of(game.Players, p))]);
        var without = game.Values([.. players.Select(p => Coalition.All(game.Players).Without(p))]);
        var strata = players.Select(_ => new Stratum[game.Players]).ToArray();
        foreach (var player in players)
        {
            strata[player][0].Add(alone[player] - game.Nobody);
            strata[player][^1].Add(game.Everybody - without[player]);
        }
        return strata;
    }

    /// <summary>Rounds over all strata that chance has a part in, each in another order.</summary>
    private static IEnumerable<(int Player, Coalition Others)> Draws(int players, Random random)
    {
        var strata = (
            from player in Enumerable.Range(0, players)
            from size in Enumerable.Range(1, Math.Max(0, players - 2))
            select (player, size)
        ).ToArray();
        var others = new int[players - 1];
        while (true)
        {
            random.Shuffle(strata);
            foreach (var (player, size) in strata)
            {
                for (var i = 0; i < others.Length; i++)
                    others[i] = i < player ? i : i + 1;
                random.Shuffle(others);
                yield return (player, Coalition.Of(players, others.AsSpan(0, size)));
            }
        }
    }

    private static (double[] Values, double[] Errors) Summary(Stratum[][] strata)
    {
        var means = strata.Select(s => StrataMean.Of(s, size => size == 0 || size == s.Length - 1)).ToArray();
        return ([.. means.Select(m => m.Mean)], [.. means.Select(m => Math.Sqrt(m.Variance))]);
    }
}
