using System.Collections.Immutable;

namespace Ascribe.Experiments.FacePairs;

/// <summary>Two faces with what every choice of baseline says of their distance.</summary>
/// <param name="First">A face.</param>
/// <param name="Second">Another one.</param>
/// <param name="Distance">The distance of their embeddings.</param>
/// <param name="Maps">By the name of the baseline.</param>
internal sealed record ExplainedPair(
    Face First,
    Face Second,
    double Distance,
    ImmutableDictionary<string, PairMap> Maps
)
{
    /// <summary>Both names.</summary>
    public string Name => $"{First.Name} – {Second.Name}";
}
