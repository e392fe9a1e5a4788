using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.GridWorld;

/// <summary>Agreement of Shapley integrated gradients while one setting varies.</summary>
/// <param name="Game">The game.</param>
/// <param name="Points">The setting, and the agreement over seeds.</param>
internal sealed record Sweep(PlayedGame Game, ImmutableArray<(double Setting, Summary Agreement)> Points)
{
    /// <summary>Runs a sweep over all surrogates of a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="settings">The values of the setting.</param>
    /// <param name="amounts">N and Q for a value.</param>
    /// <param name="done">Told of each run.</param>
    /// <param name="cancellation">Ends it early.</param>
    public static Sweep Of(
        PlayedGame game,
        ImmutableArray<double> settings,
        Func<double, (int Baselines, double Share)> amounts,
        Action done,
        CancellationToken cancellation
    )
    {
        var agreements = settings.Select(_ => ImmutableArray.CreateBuilder<double>()).ToArray();
        foreach (var learnt in game.Learnt)
        {
            using var network = new Network(learnt.Surrogate.Model);
            for (var i = 0; i < settings.Length; i++)
            {
                var (baselines, share) = amounts(settings[i]);
                var contributions = ExplainedSurrogate.Shapley(
                    network,
                    learnt,
                    baselines,
                    share,
                    CoalitionSizes.Uniform,
                    cancellation
                );
                agreements[i].Add(ExplainedSurrogate.Agreement(contributions, game.Shapley));
                done();
            }
        }
        return new Sweep(game, [.. settings.Zip(agreements, (s, a) => (s, new Summary(a.ToImmutable())))]);
    }

    /// <summary>How far the mean moves from the first setting to the last.</summary>
    public double Change => Points[^1].Agreement.Mean - Points[0].Agreement.Mean;

    /// <summary>The spread over seeds at the first and at the last setting.</summary>
    public (double First, double Last) Deviations => (Points[0].Agreement.Deviation, Points[^1].Agreement.Deviation);

    /// <summary>The sweep as a line.</summary>
    public Series ToSeries() =>
        new(
            Game.Setting.ToString(),
            [.. Points.Select(p => new PlotPoint(p.Setting, p.Agreement.Mean, p.Agreement.CorrelationInterval))]
        );

    /// <summary>The sweep as rows of a table.</summary>
    public IEnumerable<ImmutableArray<string>> ToRows() =>
        Points.Select(p =>
            ImmutableArray.Create(
                Game.Setting.ToString(),
                Numbers.Text(p.Setting),
                $"{p.Agreement.Values.Length}",
                p.Agreement.ToString(),
                Numbers.Text(p.Agreement.Deviation * p.Agreement.Deviation)
            )
        );
}
