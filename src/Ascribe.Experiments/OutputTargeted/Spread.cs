using Ascribe.Imaging.Plots;
using Ascribe.Metrics;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Where a mean may lie, for a plot.</summary>
internal static class Spread
{
    /// <summary>The interval of a mean; null where it has none.</summary>
    public static Interval? Of(MeanEstimate estimate) =>
        double.IsNaN(estimate.Interval.Low) ? null : new(estimate.Interval.Low, estimate.Interval.High);
}
