using Ascribe.Games;

namespace Ascribe.Tests.Games;

/// <summary>Games to try things on.</summary>
internal static class SampleGames
{
    /// <summary>Every coalition is worth something between −1 and 1.</summary>
    public static GameTable Random(int players, int seed)
    {
        var random = new Random(seed);
        return new GameTable([.. Enumerable.Range(0, 1 << players).Select(_ => 2 * random.NextDouble() - 1)]);
    }

    /// <summary>Every player brings something along, whoever else is there; nobody is worth <paramref name="offset"/>.</summary>
    public static Game Additive(double offset, params double[] worth) =>
        Game.Of(worth.Length, c => offset + c.Members.Sum(p => worth[p]));

    /// <summary>Worth depends on the size alone.</summary>
    public static Game OfSize(int players, Func<int, double> worth) => Game.Of(players, c => worth(c.Size));

    /// <summary>A majority of unequal weights decides: eight players, changes are 0 or 1.</summary>
    public static Game Vote { get; } = OfVotes([5, 3, 3, 2, 2, 1, 1, 1], 10);

    /// <summary>Worth grows with what players bring, more and more slowly, and is a little rough.</summary>
    public static Game Saturating(int players)
    {
        var rough = Random(players, 5);
        return Game.Of(
            players,
            c => Math.Tanh(c.Members.Sum(p => 1.0 / (p + 1))) + 0.02 * rough.AsSpan()[(int)c.ToMask()]
        );
    }

    private static Game OfVotes(int[] votes, int quota) =>
        Game.Of(votes.Length, c => c.Members.Sum(p => votes[p]) >= quota ? 1 : 0);
}
