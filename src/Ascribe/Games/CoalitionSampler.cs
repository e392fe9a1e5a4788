using Ascribe.Onnx;

namespace Ascribe.Games;

/// <summary>Draws coalitions, never that of all players: first a size, then one of its coalitions. [SIG] Algorithm 1.</summary>
/// <param name="Players">The number of players, N.</param>
public sealed record CoalitionSampler(int Players)
{
    /// <summary>How likely each size is.</summary>
    public CoalitionSizes Sizes { get; init; } = CoalitionSizes.Uniform;

    /// <summary>
    /// Whether draws come in pairs with sizes k and N − 1 − k that share no player and leave the same one out, with k spread evenly
    /// over its distribution. Each draw alone is distributed as without; together they vary less.
    /// </summary>
    public bool Paired { get; init; }

    /// <summary>
    /// Q: the share of all coalitions that may be drawn, themselves drawn first, without replacement. [SIG] on game data; 1 for all.
    /// </summary>
    public double Share { get; init; } = 1;

    /// <summary>Draws coalitions.</summary>
    /// <param name="count">How many; even where they are <see cref="Paired"/>.</param>
    /// <param name="seed">The seed.</param>
    /// <exception cref="ModelException">Nobody plays, nothing is to be drawn, a pair would be torn, or the share fits none of the above.</exception>
    public IEnumerable<Coalition> Draw(int count, int seed)
    {
        if (Players < 1)
            throw new ModelException("coalitions need at least one player.");
        if (count < 1)
            throw new ModelException($"{count} coalitions cannot be averaged over; draw at least 1.");
        if (Share is not (> 0 and <= 1))
            throw new ModelException($"the share of coalitions is {Share}, but has to be above 0 and at most 1.");
        if (Paired && Share < 1)
            throw new ModelException("a share of the coalitions need not hold both of a pair; draw plainly.");
        if (Paired && count % 2 != 0)
            throw new ModelException($"{count} coalitions make no pairs; take an even number.");
        var random = new Random(seed);
        return Share < 1 ? CoalitionPool.Draw(Players, Share, random).DrawBySize(Sizes, count, random)
            : Paired ? Pairs(count / 2, random)
            : Plain(count, random);
    }

    private IEnumerable<Coalition> Plain(int count, Random random)
    {
        var sizes = new SizeDraw(Sizes.Probabilities(Players));
        var order = Enumerable.Range(0, Players).ToArray();
        for (var draw = 0; draw < count; draw++)
        {
            var size = sizes.At(random.NextDouble());
            random.Shuffle(order);
            yield return Coalition.Of(Players, order.AsSpan(0, size));
        }
    }

    private IEnumerable<Coalition> Pairs(int count, Random random)
    {
        var sizes = new SizeDraw(Sizes.Probabilities(Players));
        var order = Enumerable.Range(0, Players).ToArray();
        var strata = Enumerable.Range(0, count).ToArray();
        random.Shuffle(strata);
        foreach (var stratum in strata)
        {
            var size = sizes.At((stratum + random.NextDouble()) / count);
            random.Shuffle(order);
            yield return Coalition.Of(Players, order.AsSpan(0, size));
            yield return Coalition.Of(Players, order.AsSpan(size + 1));
        }
    }
}
