using Ascribe.Onnx;

namespace Ascribe.Games;

/// <summary>A cooperative game: what each coalition of players is worth.</summary>
/// <param name="players">N, at least 1.</param>
public abstract class Game(int players)
{
    /// <summary>The number of players, N.</summary>
    public int Players { get; } =
        players >= 1 ? players : throw new ModelException("a game needs at least one player.");

    /// <summary>A game given by a function.</summary>
    /// <param name="players">The number of players.</param>
    /// <param name="value">v(S).</param>
    public static Game Of(int players, Func<Coalition, double> value) => new FunctionGame(players, value);

    /// <summary>The same game, which remembers what it was asked.</summary>
    public Game Cached() => new CachedGame(this);

    /// <summary>v(S) of one coalition.</summary>
    /// <exception cref="ModelException">The game has no value there.</exception>
    public double Value(Coalition coalition, CancellationToken cancellation = default) =>
        Values([coalition], cancellation)[0];

    /// <summary>v(S) of many coalitions, evaluated together.</summary>
    /// <param name="coalitions">Coalitions of the game's players.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ModelException">A coalition has other players, or the game has no value there: it is NaN or infinite.</exception>
    public double[] Values(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation = default)
    {
        foreach (var coalition in coalitions)
        {
            if (coalition.Players != Players)
                throw new ModelException(
                    $"a coalition of {coalition.Players} players was asked of a game of {Players}."
                );
        }
        cancellation.ThrowIfCancellationRequested();
        var values = Evaluate(coalitions, cancellation);
        var odd = Array.FindIndex(values, v => !double.IsFinite(v));
        return odd < 0
            ? values
            : throw new ModelException(
                $"the game is {values[odd]} at the coalition {coalitions[odd]}, so its players have no values."
            );
    }

    /// <summary>v(S) of coalitions whose players are checked.</summary>
    protected abstract double[] Evaluate(IReadOnlyList<Coalition> coalitions, CancellationToken cancellation);
}
