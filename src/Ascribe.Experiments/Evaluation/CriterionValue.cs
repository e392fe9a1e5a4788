using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>What a criterion says of the explanation of one example.</summary>
/// <param name="Value">The number; NaN where it means nothing or could not be had.</param>
/// <param name="Curve">What it was made of; null where there is no curve.</param>
internal sealed record CriterionValue(double Value, ScoreCurve? Curve = null)
{
    /// <summary>Nothing could be had.</summary>
    public static CriterionValue Missing { get; } = new(double.NaN);
}
