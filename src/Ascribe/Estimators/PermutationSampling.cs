using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>What each player adds when the players enter in a drawn order; the mean over orders.</summary>
/// <remarks>
/// Castro, Gómez and Tejada, "Polynomial calculation of the Shapley value based on sampling", 2009. Orders and their reverses:
/// Mitchell et al., "Sampling permutations for Shapley value estimation", 2022.
/// </remarks>
public sealed record PermutationSampling : ShapleyEstimator
{
    /// <summary>Whether every order is followed by its reverse; the two together vary less.</summary>
    public bool Antithetic { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "permutation-shapley";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Settings =>
        [KeyValuePair.Create("antithetic", Antithetic ? "true" : "false")];

    private protected override long LeastBudget(int players) => 2 + Cost(players);

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        var order = Enumerable.Range(0, game.Players).ToArray();
        return game.MeanOf(Cost(game.Players), Shuffled, Prefixes, Marginals);

        int[] Shuffled()
        {
            random.Shuffle(order);
            return [.. order];
        }

        IReadOnlyList<Coalition> Prefixes(int[] entering) =>
            Antithetic ? [.. PrefixesOf(entering), .. PrefixesOf([.. entering.Reverse()])] : [.. PrefixesOf(entering)];

        double[] Marginals(int[] entering, double[] values)
        {
            var marginals = new double[game.Players];
            var share = Antithetic ? 0.5 : 1;
            Credit(entering, values.AsSpan(0, game.Players - 1), share, marginals);
            if (Antithetic)
                Credit([.. entering.Reverse()], values.AsSpan(game.Players - 1), share, marginals);
            return marginals;
        }

        void Credit(int[] entering, ReadOnlySpan<double> values, double share, double[] marginals)
        {
            var before = game.Nobody;
            for (var i = 0; i < entering.Length; i++)
            {
                var after = i < values.Length ? values[i] : game.Everybody;
                marginals[entering[i]] += share * (after - before);
                before = after;
            }
        }
    }

    private int Cost(int players) => (players - 1) * (Antithetic ? 2 : 1);

    private static IEnumerable<Coalition> PrefixesOf(int[] order) =>
        Enumerable.Range(1, order.Length - 1).Select(count => Coalition.Of(order.Length, order.AsSpan(0, count)));
}
