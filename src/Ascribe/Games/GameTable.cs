using System.Numerics;
using Ascribe.Onnx;

namespace Ascribe.Games;

/// <summary>A game whose every value is known, and what follows from that exactly.</summary>
public sealed class GameTable : Game
{
    /// <summary>The most players that a table is made for: 2²⁴ values take 128 MiB.</summary>
    public const int MostPlayers = 24;

    private const int EvaluatedTogether = 1 << 12;
    private readonly double[] values;

    /// <summary>A table of values.</summary>
    /// <param name="values">v by coalition, 2ᴺ of them; bit i of the place is player i. The table takes the array over.</param>
    /// <exception cref="ModelException">Their number is no power of two, there are too many players, or a value is NaN.</exception>
    public GameTable(double[] values)
        : base(PlayersOf(values.Length))
    {
        var odd = Array.FindIndex(values, v => !double.IsFinite(v));
        if (odd >= 0)
            throw new ModelException(
                $"the game is {values[odd]} at the coalition {Coalition.FromMask(Players, (ulong)odd)}, so its players have no values."
            );
        this.values = values;
    }

    /// <summary>The values by coalition; bit i of the place is player i.</summary>
    public ReadOnlySpan<double> AsSpan() => values;

    /// <summary>The table of a game, which is asked for all its values.</summary>
    /// <param name="game">A game of at most <see cref="MostPlayers"/> players.</param>
    /// <param name="progress">Told how far the work is.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ModelException">There are too many players, or the game has no value somewhere.</exception>
    public static GameTable Of(
        Game game,
        IProgress<Progress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        RequireFew(game.Players);
        var values = new double[1 << game.Players];
        for (var start = 0; start < values.Length; start += EvaluatedTogether)
        {
            var count = Math.Min(EvaluatedTogether, values.Length - start);
            var coalitions = Enumerable.Range(start, count).Select(m => Coalition.FromMask(game.Players, (ulong)m));
            game.Values([.. coalitions], cancellation).CopyTo(values, start);
            progress?.Report(new Progress(start + count, values.Length));
        }
        return new GameTable(values);
    }

    /// <summary>Refuses more players than an exact answer is possible for.</summary>
    /// <exception cref="ModelException">There are too many.</exception>
    public static void RequireFew(int players)
    {
        if (players > MostPlayers)
            throw new ModelException(
                $"exact values of {players} players take 2^{players} evaluations; at most {MostPlayers} players are possible. Take fewer and larger players, or an estimator."
            );
    }

    /// <summary>The Shapley value of each player. [SIG] Eq. 1.</summary>
    public double[] Shapley() => Semivalue(Games.Semivalue.Shapley);

    /// <summary>The Banzhaf value of each player.</summary>
    public double[] Banzhaf() => Semivalue(Games.Semivalue.Banzhaf);

    /// <summary>The semivalue of each player.</summary>
    public double[] Semivalue(Semivalue semivalue)
    {
        // Who is in T adds p(|T| − 1)·v(T); who is not takes p(|T|)·v(T) away. The second sum is all of them less the first kind.
        var weights = Weights(size => semivalue.Weight(Players, size), Players - 1);
        var without = MemberSums.Of(values, [.. Enumerable.Range(0, Players + 1).Select(size => weights(size))]);
        var both = MemberSums.Of(
            values,
            [.. Enumerable.Range(0, Players + 1).Select(size => weights(size - 1) + weights(size))]
        );
        return [.. both.Single.Select(sum => sum - without.Total)];
    }

    /// <summary>
    /// The pairwise Shapley interaction index: I_ij = Σ_{S ∌ i,j} |S|!(N − |S| − 2)!/(N − 1)!·(v(S∪ij) − v(S∪i) − v(S∪j) + v(S)),
    /// N×N and symmetric, zero on the diagonal.
    /// </summary>
    /// <remarks>Grabisch and Roubens, "An axiomatic approach to the concept of interaction among players", 1999.</remarks>
    public double[,] Interactions()
    {
        var indices = new double[Players, Players];
        if (Players == 1)
            return indices;
        var weight = Weights(size => 1 / ((Players - 1) * Binomial.Of(Players - 2, size)), Players - 2);
        var sizes = Enumerable.Range(0, Players + 1).ToArray();
        var neither = MemberSums.Of(values, [.. sizes.Select(weight)]);
        var one = MemberSums.Of(values, [.. sizes.Select(t => weight(t - 1) + weight(t))]);
        var two = MemberSums.Of(
            values,
            [.. sizes.Select(t => weight(t - 2) + 2 * weight(t - 1) + weight(t))],
            pairs: true
        );
        for (var i = 1; i < Players; i++)
        for (var j = 0; j < i; j++)
            indices[i, j] = indices[j, i] = two.Pair[i, j] - one.Single[i] - one.Single[j] + neither.Total;
        return indices;
    }

    /// <inheritdoc/>
    protected override double[] Evaluate(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation) =>
        [.. coalitions.Select(c => values[c.ToMask()])];

    /// <summary>Weights that are zero where there is no coalition of such a size.</summary>
    private static Func<int, double> Weights(Func<int, double> weight, int largest) =>
        size => size < 0 || size > largest ? 0 : weight(size);

    private static int PlayersOf(int count)
    {
        if (!BitOperations.IsPow2(count) || count < 2)
            throw new ModelException($"a game has 2^N values, but {count} are given.");
        var players = BitOperations.Log2((uint)count);
        RequireFew(players);
        return players;
    }
}
