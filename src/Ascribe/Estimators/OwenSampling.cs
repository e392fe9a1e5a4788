using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>
/// φᵢ = ∫₀¹ E[v(E_q ∪ i) − v(E_q \ i)] dq, where every player is in E_q with probability q: the multilinear extension, integrated
/// by drawing q and E_q. Both are followed by 1 − q and the complement.
/// </summary>
/// <remarks>
/// Owen, "Multilinear extensions of games", 1972; Okhrati and Lipani, "A multilinear sampling algorithm to estimate Shapley
/// values", 2020. Each drawn set serves all players: N + 1 evaluations give N marginals.
/// </remarks>
public sealed record OwenSampling : ShapleyEstimator
{
    /// <inheritdoc/>
    public override string Name => "owen-shapley";

    private protected override long LeastBudget(int players) => 2 + Cost(players);

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        return game.MeanOf(Cost(game.Players), DrawOne, Asked, Marginals);

        Coalition DrawOne()
        {
            var q = random.NextDouble();
            return Coalition.Of(
                game.Players,
                [.. Enumerable.Range(0, game.Players).Where(_ => random.NextDouble() < q)]
            );
        }

        static IReadOnlyList<Coalition> Asked(Coalition drawn) =>
            [.. WithNeighbors(drawn), .. WithNeighbors(drawn.Complement())];

        double[] Marginals(Coalition drawn, double[] values)
        {
            var other = values.AsSpan(game.Players + 1);
            var marginals = new double[game.Players];
            for (var player = 0; player < marginals.Length; player++)
            {
                var here = values[0] - values[player + 1];
                var there = other[0] - other[player + 1];
                marginals[player] = (drawn.Contains(player) ? here - there : there - here) / 2;
            }
            return marginals;
        }
    }

    private static int Cost(int players) => 2 * (players + 1);

    /// <summary>The coalition, then for each player the coalition with that player put in or taken out.</summary>
    private static IEnumerable<Coalition> WithNeighbors(Coalition drawn) =>
        Enumerable
            .Range(0, drawn.Players)
            .Select(player => drawn.Contains(player) ? drawn.Without(player) : drawn.With(player))
            .Prepend(drawn);
}
