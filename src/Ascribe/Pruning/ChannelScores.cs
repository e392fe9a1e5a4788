using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>How much each channel matters, by layer: the smallest go first.</summary>
/// <param name="ByLayer">A number for each channel of each layer.</param>
public sealed record ChannelScores(ImmutableSortedDictionary<string, ImmutableArray<double>> ByLayer)
{
    /// <summary>The scores of a group's channels: sums over all that is tied to each and was scored.</summary>
    /// <param name="group">The group; the layers that were scored have to be in its <see cref="ChannelGroup.Places"/>.</param>
    /// <exception cref="ModelException">None of its layers was scored, or one has another number of channels.</exception>
    public ImmutableArray<double> Of(ChannelGroup group)
    {
        var sums = new double[group.Channels];
        if (!Concern(group))
            throw new ModelException(
                $"none of these layers has scores: {string.Join(", ", group.Places.Keys)}. There are some of {string.Join(", ", ByLayer.Keys)}."
            );
        foreach (var (layer, places) in group.Places.Where(p => ByLayer.ContainsKey(p.Key)))
        {
            var scores = ByLayer[layer];
            if (scores.Length != places.Length)
                throw new ModelException($"'{layer}' has {places.Length} channels, but {scores.Length} scores.");
            foreach (var (place, score) in places.Zip(scores).Where(c => c.First >= 0))
                sums[place] += score;
        }
        return [.. sums];
    }

    /// <summary>Whether a layer of the group was scored.</summary>
    public bool Concern(ChannelGroup group) => group.Places.Keys.Any(ByLayer.ContainsKey);

    /// <summary>The channels of a group with the smallest scores; of equal ones, the first.</summary>
    /// <param name="group">The group.</param>
    /// <param name="rate">The share to remove, from 0 up to, not including, 1; rounded down to whole channels. One is left at least.</param>
    /// <exception cref="ModelException">The rate is out of range, or the group has no scores.</exception>
    public ImmutableArray<int> Least(ChannelGroup group, double rate)
    {
        if (rate is not (>= 0 and < 1))
            throw new ModelException($"the rate of '{group.Layers[0]}' is {rate}; it has to be from 0 up to below 1.");
        // 0.3 · 10 is a little less than 3.
        var count = Math.Min(group.Channels - 1, (int)Math.Floor(rate * group.Channels + 1e-9));
        return [.. Of(group).Index().OrderBy(s => s.Item).Take(count).Select(s => s.Index).Order()];
    }

    /// <summary>What stays when each layer loses a share of its channels, the least first.</summary>
    /// <param name="groups">All groups of the model.</param>
    /// <param name="rates">The share to remove by layer. Tied layers share one; it is enough to name it for one of them.</param>
    /// <returns>What <see cref="ChannelRemoval.Keep"/> takes.</returns>
    /// <exception cref="ModelException">A layer cannot be pruned, rates of tied layers differ, or one is out of range.</exception>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> Kept(
        ImmutableArray<ChannelGroup> groups,
        IReadOnlyDictionary<string, double> rates
    )
    {
        var names = groups.SelectMany(g => g.Places.Keys).ToHashSet(StringComparer.Ordinal);
        if (rates.Keys.FirstOrDefault(r => !names.Contains(r)) is { } unknown)
            throw new ModelException(
                $"there is a rate of '{unknown}', but no such layer can be pruned. Similar names: {string.Join(", ", NearestNames.To(unknown, names))}."
            );
        return groups
            .Where(g => g.Places.Keys.Any(rates.ContainsKey))
            .SelectMany(g => g.Without(Least(g, Rate(g, rates))))
            .ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private static double Rate(ChannelGroup group, IReadOnlyDictionary<string, double> rates)
    {
        var named = group.Places.Keys.Where(rates.ContainsKey).ToArray();
        return named.FirstOrDefault(n => rates[n] != rates[named[0]]) is { } other
            ? throw new ModelException(
                $"'{named[0]}' and '{other}' are tied, so that they lose the same channels, but their rates are {rates[named[0]]} and {rates[other]}."
            )
            : rates[named[0]];
    }
}
