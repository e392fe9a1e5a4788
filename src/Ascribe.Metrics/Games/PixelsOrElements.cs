using System.Collections.Immutable;
using Ascribe.Players;

namespace Ascribe.Metrics;

/// <summary>Pixels with all channels where a feature is [E, channels, …, height, width]; elements where it has fewer axes.</summary>
internal sealed record PixelsOrElements : PlayerDivision
{
    private const int PictureRank = 4;

    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0) =>
        ByFeature(
                features.ToImmutableSortedDictionary(
                    f => f.Key,
                    f => f.Value.Rank >= PictureRank ? Pixels : Elements,
                    StringComparer.Ordinal
                )
            )
            .Of(features, example);

    public override string ToString() => "pixels or elements";
}
