using System.Collections.Immutable;
using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>
/// A regression takes the large part of the game, whose Shapley values are known; what it leaves is estimated from the same sample,
/// every coalition serving every player (maximum sample reuse). Folds keep the two parts independent, so that the estimate has no bias.
/// </summary>
/// <remarks>
/// Witter, Liu and Musco, "Regression-adjusted Monte Carlo estimators for Shapley values and probabilistic values", 2025. The
/// regression here is linear with an intercept for each size. What is left over of efficiency is shared equally at the end.
/// </remarks>
public sealed record RegressionMsr : ShapleyEstimator
{
    /// <summary>Folds; each takes its regression from all the others.</summary>
    public int Folds { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => "regression-msr";

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Settings => [KeyValuePair.Create("folds", $"{Folds}")];

    private protected override long LeastBudget(int players)
    {
        RegressionSampling.RequireFew(Name, players);
        return players == 1 ? 2 : 4;
    }

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        var design = new PairedDesign(game.Players, _ => 1);
        return RegressionSampling.Run(game, design, random, (pairs, share) => Adjusted(game, design, pairs, share));
    }

    private (double[] Values, double[] Errors) Adjusted(
        MeteredGame game,
        PairedDesign design,
        ImmutableArray<EvaluatedPair> pairs,
        double share
    )
    {
        // Pairs of a size go to the folds in turn, so that every fold has its share of each.
        var foldOf = new int[pairs.Length];
        foreach (var group in pairs.Select((p, i) => (p.Pair.Stratum, i)).GroupBy(p => p.Stratum))
        {
            foreach (var (place, (_, i)) in group.Index())
                foldOf[i] = place % Folds;
        }
        var values = new double[game.Players];
        var leftovers = new double[pairs.Length][];
        for (var fold = 0; fold < Folds; fold++)
        {
            ImmutableArray<EvaluatedPair> others = [.. pairs.Where((_, i) => foldOf[i] != fold)];
            var fit = new CoalitionRegression(
                game.Players,
                (game.Nobody, game.Everybody),
                others,
                share * Math.Max(1, others.Length) / pairs.Length,
                sizeIntercepts: true
            );
            for (var player = 0; player < values.Length; player++)
                values[player] += fit.Slopes[player] / Folds;
            for (var i = 0; i < pairs.Length; i++)
            {
                if (foldOf[i] == fold)
                    leftovers[i] = Leftover(pairs[i], fit, share, game.Players);
            }
        }
        foreach (var leftover in leftovers)
        {
            for (var player = 0; player < values.Length; player++)
                values[player] += leftover[player];
        }
        var missing = (game.Difference - values.Sum()) / values.Length;
        return ([.. values.Select(v => v + missing)], Errors(design, pairs, leftovers, values.Length));
    }

    /// <summary>What a pair adds to the values of the game that the fit leaves over.</summary>
    private static double[] Leftover(EvaluatedPair pair, CoalitionRegression fit, double share, int players)
    {
        var sum = new double[players];
        foreach (var (coalition, value) in new[] { (pair.Pair.Smaller, pair.Smaller), (pair.Pair.Larger, pair.Larger) })
        {
            var size = coalition.Size;
            var left = (value - fit.Predict(coalition)) / (pair.Pair.Inclusion * share);
            var with = Semivalue.Shapley.Weight(players, size - 1);
            var without = Semivalue.Shapley.Weight(players, size);
            for (var player = 0; player < players; player++)
                sum[player] += left * (coalition.Contains(player) ? with : -without);
        }
        return sum;
    }

    private static double[] Errors(
        PairedDesign design,
        ImmutableArray<EvaluatedPair> pairs,
        double[][] leftovers,
        int players
    )
    {
        var variances = new double[players];
        foreach (var group in pairs.Select((p, i) => (p.Pair.Stratum, i)).GroupBy(p => p.Stratum))
        {
            var rows = group.Select(g => leftovers[g.i]).ToArray();
            var missing = Math.Max(0, 1 - rows.Length / design.PairsOf(group.Key));
            for (var player = 0; player < players; player++)
            {
                var center = rows.Length > 1 ? rows.Average(r => r[player]) : 0;
                var squares = rows.Sum(r => (r[player] - center) * (r[player] - center));
                variances[player] += missing * squares * (rows.Length > 1 ? rows.Length / (rows.Length - 1.0) : 1);
            }
        }
        return [.. variances.Select(Math.Sqrt)];
    }
}
