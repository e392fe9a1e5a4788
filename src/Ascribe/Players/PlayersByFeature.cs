using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>Every feature by a division of its own, one after the other.</summary>
internal sealed record PlayersByFeature(ImmutableSortedDictionary<string, PlayerDivision> Divisions) : PlayerDivision
{
    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0)
    {
        var count = 0;
        var ids = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        var grids = ImmutableArray.CreateBuilder<PlayerGrid>();
        foreach (var feature in features)
        {
            if (!Divisions.TryGetValue(feature.Key, out var division))
                throw new ModelException($"nothing says who the players of '{feature.Key}' are.");
            var part = division.Of(ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [feature]), example);
            ids[feature.Key] = [.. part.Ids[feature.Key].Select(i => i + count)];
            grids.AddRange(part.Grids.Select(g => g with { First = g.First + count }));
            count += part.Count;
        }
        return new PlayerPartition(count, ids.ToImmutable()) { Grids = grids.ToImmutable() };
    }

    public override string ToString() =>
        string.Join(", ", Divisions.Values.Select(d => d.ToString()).Distinct(StringComparer.Ordinal));
}
