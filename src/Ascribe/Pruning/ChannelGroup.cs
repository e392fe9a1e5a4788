using System.Collections.Immutable;

namespace Ascribe.Pruning;

/// <summary>Layers whose channels can only be removed together, since they are added, multiplied or joined somewhere.</summary>
/// <param name="Layers">The values made by stored weights (Conv, ConvTranspose, Gemm, MatMul), in running order.</param>
/// <param name="Channels">How many channels there are that can be removed, one by one, though not all.</param>
/// <param name="Consumers">The values made by sums over these channels, in running order.</param>
/// <param name="Places">
/// By layer, for each of its channels: which channel of the group it is, or −1 where it is none of them. A depthwise or grouped
/// convolution may have several of one. Other values that were asked for are here too, see <see cref="ChannelGroups.Of"/>.
/// </param>
public sealed record ChannelGroup(
    ImmutableArray<string> Layers,
    int Channels,
    ImmutableArray<string> Consumers,
    ImmutableSortedDictionary<string, ImmutableArray<int>> Places
)
{
    /// <summary>By layer, the channels that are left when some channels of the group are removed.</summary>
    /// <param name="removed">Channels of the group.</param>
    /// <returns>What <see cref="ChannelRemoval.Keep"/> takes.</returns>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Without(IEnumerable<int> removed)
    {
        var gone = removed.ToHashSet();
        return Layers.ToImmutableSortedDictionary(
            layer => layer,
            layer => Places[layer].Index().Where(c => !gone.Contains(c.Item)).Select(c => c.Index).ToImmutableArray(),
            StringComparer.Ordinal
        );
    }
}
