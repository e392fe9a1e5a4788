using System.Collections.Immutable;
using Ascribe.Imaging;

namespace Ascribe.Experiments.FacePairs;

/// <summary>What one choice of baseline says of a pair of faces, and what that is worth.</summary>
/// <param name="Maps">Contributions of pixels, by the side: what sets the faces apart is positive.</param>
/// <param name="BaselineDistance">The distance at the baseline.</param>
/// <param name="Seconds">What the map took, without compiling.</param>
/// <param name="Gradients">Gradients that the map took.</param>
/// <param name="Deletion">The mean of the distance, as a share of the whole, while the largest contributions are removed.</param>
/// <param name="Insertion">The same while they are put in.</param>
internal sealed record PairMap(
    ImmutableArray<Heatmap> Maps,
    double BaselineDistance,
    double Seconds,
    long Gradients,
    double Deletion,
    double Insertion
)
{
    /// <summary>The sum of what is positive.</summary>
    public double Positive => Maps.Sum(m => m.Positive.Total);

    /// <summary>The sum of what is negative.</summary>
    public double Negative => Maps.Sum(m => m.Negative.Total);
}
