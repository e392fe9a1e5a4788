namespace Ascribe;

/// <summary>How a baseline lies beside the feature that it stands in for.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Example">The example; where a target stands for several scalars, the row, see <see cref="Target.Count"/>.</param>
/// <param name="Correlation">
/// Pearson's correlation of Ā and A over the elements, its mean over the draws; NaN where either is constant.
/// </param>
/// <param name="SpatialMean">The mean of the spatial mask; null where there is none.</param>
/// <param name="ChannelMean">The mean of the channel mask; null where there is none.</param>
public sealed record BaselineFit(
    string Feature,
    int Example,
    double Correlation,
    double? SpatialMean,
    double? ChannelMean
)
{
    /// <summary>The standard deviation of the correlation over the draws of a random baseline; NaN for a single one.</summary>
    public double CorrelationDeviation { get; init; } = double.NaN;
}
