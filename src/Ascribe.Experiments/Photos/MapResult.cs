using System.Collections.Immutable;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Photos;

/// <summary>What one choice of baseline says of one photo, and what that is worth.</summary>
/// <param name="Map">Contributions of pixels.</param>
/// <param name="Seconds">What the map took, without compiling.</param>
/// <param name="Gradients">Gradients that the map took.</param>
/// <param name="Stands">For each area of <see cref="ImageNetPlan.Areas"/>, whether the decision stands, 1 or 0, by the pixels that are removed.</param>
internal sealed record MapResult(
    Heatmap Map,
    double Seconds,
    long Gradients,
    ImmutableArray<ImmutableArray<double>> Stands
)
{
    /// <summary>iAcc(L) for every L, by the number of pixels: the mean of what stood until then.</summary>
    /// <param name="area">The place of the area in <see cref="ImageNetPlan.Areas"/>.</param>
    public ImmutableArray<double> Accuracies(int area)
    {
        var (sum, means) = (0.0, ImmutableArray.CreateBuilder<double>(Stands[area].Length));
        foreach (var stands in Stands[area])
        {
            sum += stands;
            means.Add(sum / (means.Count + 1));
        }
        return means.ToImmutable();
    }
}
