using System.Collections.Immutable;
using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>
/// A sample of coalitions in pairs with their complements, without replacement: for each size k ≤ N/2 a number of pairs, and any pairs
/// of that size equally likely.
/// </summary>
/// <param name="players">N, at least 2.</param>
/// <param name="sizeWeight">How much of the sample a size k = 1 … N − 1 is to get, as far as it has coalitions.</param>
internal sealed class PairedDesign(int players, Func<int, double> sizeWeight)
{
    private const int ListedAtMost = 1 << 16;

    /// <summary>Pairs of a size: C(N, k), or half as many where a complement has the same size.</summary>
    public double PairsOf(int size) => Binomial.Of(players, size) / (2 * size == players ? 2 : 1);

    /// <summary>Draws pairs, in random order.</summary>
    /// <param name="count">How many; all that there are where it is more.</param>
    /// <param name="random">Where chance comes from.</param>
    public ImmutableArray<CoalitionPair> Draw(long count, Random random)
    {
        var expected = Allot(count);
        var pairs = new List<CoalitionPair>();
        var carried = random.NextDouble();
        for (var size = 1; size <= players / 2; size++)
        {
            // Systematic rounding: whole numbers whose expectation is what was allotted, and whose sum is the count.
            carried += expected[size];
            var whole = (int)Math.Min(Math.Floor(carried + 1e-9), PairsOf(size));
            carried -= whole;
            var ofSize = expected[size];
            pairs.AddRange(Subsets(size, whole, random).Select(s => new CoalitionPair(s, size, ofSize)));
        }
        var order = pairs.ToArray();
        random.Shuffle(order);
        return [.. order];
    }

    /// <summary>How many pairs of each size to expect: in proportion to the weights, never more than there are.</summary>
    private double[] Allot(long count)
    {
        var sizes = Enumerable.Range(1, players / 2).ToArray();
        var expected = new double[players / 2 + 1];
        var left = (double)count;
        var open = sizes.ToDictionary(
            k => k,
            k => 2 * k == players ? sizeWeight(k) : sizeWeight(k) + sizeWeight(players - k)
        );
        while (open.Count > 0 && left > 0)
        {
            var unit = left / open.Values.Sum();
            var full = open.Where(o => unit * o.Value >= PairsOf(o.Key)).Select(o => o.Key).ToArray();
            foreach (var size in full.Length > 0 ? full : [.. open.Keys])
            {
                expected[size] = full.Length > 0 ? PairsOf(size) : unit * open[size];
                left -= expected[size];
                open.Remove(size);
            }
        }
        return expected;
    }

    /// <summary>Distinct coalitions of a size, no two of them complements.</summary>
    private IEnumerable<Coalition> Subsets(int size, int count, Random random)
    {
        var all = PairsOf(size);
        if (all > ListedAtMost)
            return Rejecting(size, count, random);
        var listed = Combinations(size).Where(c => 2 * size != players || c.Contains(0)).ToArray();
        random.Shuffle(listed);
        return listed.Take(count);
    }

    private HashSet<Coalition> Rejecting(int size, int count, Random random)
    {
        var seen = new HashSet<Coalition>();
        var order = Enumerable.Range(0, players).ToArray();
        while (seen.Count < count)
        {
            random.Shuffle(order);
            var drawn = Coalition.Of(players, order.AsSpan(0, size));
            seen.Add(2 * size == players && !drawn.Contains(0) ? drawn.Complement() : drawn);
        }
        return seen;
    }

    private IEnumerable<Coalition> Combinations(int size)
    {
        var members = Enumerable.Range(0, size).ToArray();
        while (true)
        {
            yield return Coalition.Of(players, members);
            var last = size - 1;
            while (last >= 0 && members[last] == players - size + last)
                last--;
            if (last < 0)
                yield break;
            members[last]++;
            for (var i = last + 1; i < size; i++)
                members[i] = members[i - 1] + 1;
        }
    }
}
