using System.Collections.Immutable;
using Ascribe.Games;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments.GridWorld;

/// <summary>A game of the experiment, all its values, and the surrogates that have learnt it.</summary>
/// <param name="Setting">Which game.</param>
/// <param name="Table">v(S) of all coalitions.</param>
/// <param name="Shapley">The exact Shapley values.</param>
/// <param name="Learnt">A surrogate per seed.</param>
internal sealed record PlayedGame(
    GridWorldSetting Setting,
    GameTable Table,
    ImmutableArray<double> Shapley,
    ImmutableArray<LearntGame> Learnt
)
{
    /// <summary>Plays a game out and has surrogates learn it.</summary>
    /// <param name="setting">The game.</param>
    /// <param name="seeds">One surrogate each.</param>
    /// <param name="done">Told of each surrogate.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static PlayedGame Of(
        GridWorldSetting setting,
        IEnumerable<int> seeds,
        Action done,
        CancellationToken cancellation
    )
    {
        var table = new GameTable(GridWorldGame.Values(setting.Grid, setting.Reward));
        var learnt = ImmutableArray.CreateBuilder<LearntGame>();
        foreach (var seed in seeds)
        {
            learnt.Add(Learn(table, setting.Share, seed, cancellation));
            done();
        }
        // Players that are alike have values that differ by rounding; ranks are not to tell them apart.
        return new PlayedGame(setting, table, [.. table.Shapley().Select(v => Math.Round(v, 9))], learnt.ToImmutable());
    }

    private static LearntGame Learn(GameTable table, double share, int seed, CancellationToken cancellation)
    {
        var surrogate = Surrogate.Learn(table, share, seed, cancellation);
        var played = surrogate.Play(cancellation);
        var truth = table.AsSpan();
        var imitation = played.AsSpan();
        var (squares, spread, mean) = (0.0, 0.0, truth.ToArray().Mean());
        for (var i = 0; i < truth.Length; i++)
        {
            squares += (imitation[i] - truth[i]) * (imitation[i] - truth[i]);
            spread += (truth[i] - mean) * (truth[i] - mean);
        }
        return new LearntGame(
            surrogate,
            seed,
            1 - squares / spread,
            Math.Sqrt(squares / truth.Length),
            [.. played.Shapley()]
        );
    }
}
