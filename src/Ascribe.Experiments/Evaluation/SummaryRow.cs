using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>What a criterion says of a candidate over all examples.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Candidate">The candidate.</param>
/// <param name="Estimate">The mean with its 95 % bootstrap interval, and how many examples have a number.</param>
public sealed record SummaryRow(Criterion Criterion, Candidate Candidate, MeanEstimate Estimate)
{
    /// <summary>The best candidate at the layer; null where nobody has a number.</summary>
    public Candidate? Best { get; init; }

    /// <summary>The difference to the best, example by example; null for the best itself and where there is none.</summary>
    public PairedComparison? ToBest { get; init; }

    /// <summary>
    /// p of the difference, but no less than 2¹⁻ⁿ, the least that n pairs of one sign could reach in a sign test: few examples drawn
    /// again are surer than they can be. NaN where there is no comparison.
    /// </summary>
    public double P =>
        ToBest is { } to ? Math.Min(1, Math.Max(to.PValue, Math.Pow(2, 1 - to.Difference.Count))) : double.NaN;

    /// <summary>p of the difference after Holm's correction over the comparisons of the criterion; NaN where there is none.</summary>
    public double CorrectedP { get; init; } = double.NaN;

    /// <summary>How it stands to the best.</summary>
    public Standing Standing { get; init; } = Standing.Unknown;
}
