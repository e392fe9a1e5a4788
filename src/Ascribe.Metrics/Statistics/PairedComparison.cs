namespace Ascribe.Metrics;

/// <summary>Two series of scores of the same examples, compared.</summary>
/// <param name="Difference">The mean of first − second, and its interval.</param>
/// <param name="PValue">
/// The two-sided probability of a mean difference this far from 0 if there were none, in (0, 1], at least 2/(resamples + 1); NaN where
/// fewer than two pairs are there.
/// </param>
public sealed record PairedComparison(MeanEstimate Difference, double PValue)
{
    /// <summary>Whether the interval leaves 0 out.</summary>
    public bool IsSignificant => !double.IsNaN(Difference.Interval.Low) && !Difference.Interval.Contains(0);
}
