using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>What has to go when only some channels of some layers are to stay.</summary>
internal static class RemovedCells
{
    /// <summary>The roots of the cells to remove.</summary>
    /// <param name="ties">Which channels go together.</param>
    /// <param name="kept">By layer, the channels that stay.</param>
    /// <exception cref="ModelException">A layer is unknown, or its channels cannot be removed like this.</exception>
    public static HashSet<int> Of(ChannelTies ties, IReadOnlyDictionary<string, ImmutableArray<int>> kept)
    {
        var going = new Dictionary<int, (string Layer, int Channel)>();
        var staying = new Dictionary<int, (string Layer, int Channel)>();
        foreach (var (layer, channels) in kept.OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            var axis = ties.RequireChannels(layer);
            Check(layer, channels, ties.Cells.Count(axis));
            var stay = channels.ToHashSet();
            foreach (var (channel, cell) in ties.Cells.Of(axis).Index())
            {
                if (!stay.Contains(channel))
                    RequireRemovable(ties, layer, channel, cell);
                (stay.Contains(channel) ? staying : going).TryAdd(ties.Cells.Root(cell), (layer, channel));
            }
        }
        if (going.Keys.FirstOrDefault(staying.ContainsKey, -1) is >= 0 and var both)
            throw new ModelException(
                $"channel {going[both].Channel} of '{going[both].Layer}' is to go, but channel {staying[both].Channel} of '{staying[both].Layer}', which is tied to it, is to stay: name one of the layers only, or let them agree."
            );
        return [.. going.Keys];
    }

    private static void Check(string layer, ImmutableArray<int> channels, int count)
    {
        if (channels.IsDefaultOrEmpty)
            throw new ModelException($"nothing would be left of '{layer}': keep at least one of its {count} channels.");
        foreach (var channel in channels.Where(c => c < 0 || c >= count))
            throw new ModelException(
                $"'{layer}' has {count} channels, 0 to {count - 1}, so channel {channel} cannot be kept."
            );
    }

    private static void RequireRemovable(ChannelTies ties, string layer, int channel, int cell)
    {
        if (ties.Cells.PinOf(cell) is { } reason)
            throw new ModelException($"channel {channel} of '{layer}' cannot be removed: {reason}.");
    }
}
