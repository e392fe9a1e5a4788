using System.Collections.Immutable;

namespace Ascribe.Estimators;

/// <summary>
/// The pairs of one size in a sample that is divided into folds, and what the coalitions of that size add to the Shapley values: what
/// a fit says of them, which is known, and what it leaves over, which each fold estimates for the fit to all other folds.
/// </summary>
/// <remarks>
/// Pairs are drawn without replacement. Those that a fit has seen have other leftovers than the rest, so they are not drawn from but
/// summed up as they are, and the fold stands for the rest only. Where everything was drawn the sum is exact, whatever the fits.
/// </remarks>
/// <param name="Size">The size of the smaller of a pair, k.</param>
/// <param name="Available">How many pairs of that size there are.</param>
/// <param name="Chance">The chance that any of them was drawn.</param>
/// <param name="Pairs">Those that were.</param>
/// <param name="Folds">The fold of each.</param>
internal sealed record CrossFitStratum(
    int Size,
    double Available,
    double Chance,
    ImmutableArray<EvaluatedPair> Pairs,
    ImmutableArray<int> Folds
)
{
    /// <summary>Adds what the coalitions of this size contribute.</summary>
    /// <param name="fits">The fit for each fold, to the pairs of all the others.</param>
    /// <param name="values">By player.</param>
    /// <param name="variances">How far chance may have moved them.</param>
    public void AddTo(ImmutableArray<CoalitionRegression> fits, double[] values, double[] variances)
    {
        int[] present = Pairs.IsEmpty ? [.. Enumerable.Range(0, fits.Length)] : [.. Folds.Distinct()];
        var outside = new double[Pairs.Length][];
        foreach (var fold in present)
        {
            var fit = fits[fold];
            // Of each size a linear fit says the same: (φᵢ − mean φ)/(N − 1), since 1/N·(mean with i − mean without i) is that.
            var sizes = 2 * Size == values.Length ? 1 : 2;
            var mean = fit.Slopes.Average();
            for (var player = 0; player < values.Length; player++)
                values[player] += sizes * (fit.Slopes[player] - mean) / (values.Length - 1) / present.Length;
            AddLeftovers(fit, fold, present.Length, values, outside);
        }
        AddSpread(outside, variances);
    }

    private void AddLeftovers(CoalitionRegression fit, int fold, int folds, double[] values, double[][] outside)
    {
        var inside = Folds.Count(f => f == fold);
        var unseen = (1 - (Pairs.Length - inside) / Available) / Math.Max(1, inside);
        for (var i = 0; i < Pairs.Length; i++)
        {
            var leftover = Leftover(Pairs[i], fit, values.Length);
            if (Folds[i] == fold)
                outside[i] = leftover;
            var weight = (Folds[i] == fold ? unseen : 1 / Available) / (Chance * folds);
            for (var player = 0; player < values.Length; player++)
                values[player] += weight * leftover[player];
        }
    }

    /// <summary>What the stratum would add to the values if every pair were like this one, beyond the fit.</summary>
    private static double[] Leftover(EvaluatedPair pair, CoalitionRegression fit, int players)
    {
        var sum = new double[players];
        var ofSize = 2 * pair.Pair.Stratum == players ? 2 : 1;
        foreach (var (coalition, value) in new[] { (pair.Pair.Smaller, pair.Smaller), (pair.Pair.Larger, pair.Larger) })
        {
            var size = coalition.Size;
            var left = (value - fit.Predict(coalition)) / ofSize;
            for (var player = 0; player < players; player++)
                sum[player] += coalition.Contains(player) ? left / size : -left / (players - size);
        }
        return sum;
    }

    private void AddSpread(double[][] leftovers, double[] variances)
    {
        var count = leftovers.Length;
        if (count == 0)
            return;
        var missing = Math.Max(0, 1 - count / Available) / (count * Chance * count * Chance);
        for (var player = 0; player < variances.Length; player++)
        {
            var center = count > 1 ? leftovers.Average(r => r[player]) : 0;
            var squares = leftovers.Sum(r => (r[player] - center) * (r[player] - center));
            variances[player] += missing * squares * (count > 1 ? count / (count - 1.0) : 1);
        }
    }
}
