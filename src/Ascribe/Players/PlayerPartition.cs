using System.Collections.Immutable;

namespace Ascribe.Players;

/// <summary>Which player each element of an example belongs to.</summary>
/// <param name="Count">The number of players, N.</param>
/// <param name="Ids">By feature, the player of every element, 0 … N − 1, row-major within the example.</param>
public sealed record PlayerPartition(int Count, ImmutableSortedDictionary<string, ImmutableArray<int>> Ids)
{
    /// <summary>What the players are called; empty where their place or their number says it.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Where players stand that are blocks of a feature; empty where they are none.</summary>
    public ImmutableArray<PlayerGrid> Grids { get; init; } = [];

    /// <summary>How many elements each player has.</summary>
    public int[] Sizes
    {
        get
        {
            var sizes = new int[Count];
            foreach (var id in Ids.Values.SelectMany(i => i))
                sizes[id]++;
            return sizes;
        }
    }

    /// <summary>What the elements of each player sum up to.</summary>
    /// <param name="elements">Numbers by feature, row-major within the example.</param>
    public double[] Sums(Func<string, double[]> elements)
    {
        var sums = new double[Count];
        foreach (var (feature, ids) in Ids)
        {
            var numbers = elements(feature);
            for (var i = 0; i < ids.Length; i++)
                sums[ids[i]] += numbers[i];
        }
        return sums;
    }

    /// <summary>The same of numbers that follow each other feature by feature.</summary>
    public double[] Sums(ReadOnlySpan<double> elements)
    {
        var sums = new double[Count];
        var place = 0;
        foreach (var ids in Ids.Values)
        foreach (var id in ids)
            sums[id] += elements[place++];
        return sums;
    }

    /// <summary>A number per player, given to every element of a feature.</summary>
    public double[] Spread(string feature, ReadOnlySpan<double> byPlayer)
    {
        var ids = Ids[feature];
        var elements = new double[ids.Length];
        for (var i = 0; i < ids.Length; i++)
            elements[i] = byPlayer[ids[i]];
        return elements;
    }

    /// <summary>The players of a feature's elements as a graph takes them.</summary>
    internal Tensor IdsOf(string feature) => Tensor.Vector(Ids[feature].Select(i => (long)i).ToArray());
}
