using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>p-values of several comparisons made so large that the chance of any false discovery is what it would be of one.</summary>
/// <remarks>Holm, "A simple sequentially rejective multiple test procedure", 1979.</remarks>
internal static class Holm
{
    /// <summary>p of each comparison, corrected: the largest of (m − i)·p₍ᵢ₎ so far, i counted from 0 by rising p, and at most 1.</summary>
    /// <param name="probabilities">p of each comparison; NaN ones are no comparisons and stay NaN.</param>
    public static ImmutableArray<double> Correct(ImmutableArray<double> probabilities)
    {
        var corrected = probabilities.ToArray();
        var order = probabilities.Index().Where(p => !double.IsNaN(p.Item)).OrderBy(p => p.Item).ToArray();
        var largest = 0.0;
        foreach (var (rank, (place, probability)) in order.Index())
            corrected[place] = largest = Math.Max(largest, Math.Min(1, (order.Length - rank) * probability));
        return [.. corrected];
    }
}
