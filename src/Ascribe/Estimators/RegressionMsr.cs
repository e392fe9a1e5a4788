using System.Collections.Immutable;
using Ascribe.Onnx;

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
        return 4;
    }

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        if (Folds < 2)
            throw new ModelException($"{Name} needs at least 2 folds, one to fit and one to adjust, but has {Folds}.");
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
        var folds = FoldOf(pairs);
        ImmutableArray<CoalitionRegression> fits =
        [
            .. Enumerable
                .Range(0, folds.Max() + 1)
                .Select(fold => new CoalitionRegression(
                    game.Players,
                    (game.Nobody, game.Everybody),
                    [.. pairs.Where((_, i) => folds[i] != fold)],
                    share,
                    sizeIntercepts: true
                )),
        ];
        // Nobody and everybody add as much to each.
        var values = Enumerable.Repeat(game.Difference / game.Players, game.Players).ToArray();
        var variances = new double[game.Players];
        for (var size = 1; size <= game.Players / 2; size++)
            Stratum(size, design, pairs, folds, share).AddTo(fits, values, variances);
        var missing = (game.Difference - values.Sum()) / values.Length;
        return ([.. values.Select(v => v + missing)], [.. variances.Select(Math.Sqrt)]);
    }

    /// <summary>Pairs of a size go to the folds in turn, so that every fold has its share of each.</summary>
    private int[] FoldOf(ImmutableArray<EvaluatedPair> pairs)
    {
        var folds = new int[pairs.Length];
        foreach (var group in pairs.Select((p, i) => (p.Pair.Stratum, i)).GroupBy(p => p.Stratum))
        {
            foreach (var (place, (_, i)) in group.Index())
                folds[i] = place % Folds;
        }
        return folds;
    }

    private static CrossFitStratum Stratum(
        int size,
        PairedDesign design,
        ImmutableArray<EvaluatedPair> pairs,
        int[] folds,
        double share
    )
    {
        int[] ours = [.. Enumerable.Range(0, pairs.Length).Where(i => pairs[i].Pair.Stratum == size)];
        var chance = ours.Length == 0 ? 0 : Math.Min(1, pairs[ours[0]].Pair.Expected * share);
        return new CrossFitStratum(
            size,
            design.PairsOf(size),
            chance,
            [.. ours.Select(i => pairs[i])],
            [.. ours.Select(i => folds[i])]
        );
    }
}
