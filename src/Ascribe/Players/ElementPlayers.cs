using System.Collections.Immutable;

namespace Ascribe.Players;

/// <summary>Every element is a player.</summary>
internal sealed record ElementPlayers : PlayerDivision
{
    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0)
    {
        var count = 0;
        var ids = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        foreach (var (feature, value) in features)
        {
            ids[feature] = [.. Enumerable.Range(count, value.Length)];
            count += value.Length;
        }
        return new PlayerPartition(count, ids.ToImmutable());
    }

    public override string ToString() => "elements";
}
