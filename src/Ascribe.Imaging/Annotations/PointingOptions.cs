namespace Ascribe.Imaging;

/// <summary>What the pointing game leaves open.</summary>
public sealed record PointingOptions
{
    /// <summary>
    /// The distance from the object that still counts as a hit, in pixels of the picture played on; 15 in Zhang et al. (2016), 0
    /// tolerates none.
    /// </summary>
    public double Tolerance { get; init; } = 15;

    /// <summary>Whether the largest magnitude of the sums over the channels is taken, instead of what speaks most for the class.</summary>
    public bool ByMagnitude { get; init; }
}
