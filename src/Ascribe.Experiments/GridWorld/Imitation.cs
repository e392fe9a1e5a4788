using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.GridWorld;

/// <summary>How well the surrogates imitate the games: Figure 8.</summary>
internal static class Imitation
{
    /// <summary>Above this correlation of Shapley values an imitation counts as close.</summary>
    private const double Close = 0.95;

    public static Finding Find(ImmutableArray<PlayedGame> games)
    {
        var correlations = games.Select(Correlations).ToImmutableArray();
        var close = correlations.Count(c => c.Mean >= Close);
        return new Finding(
            "Do the networks imitate the games? (Figure 8)",
            "The paper shows the Shapley values of its networks close to those of the games, and takes the networks for good imitations.",
            $"Spearman's correlation of the networks' exact Shapley values with the games': {string.Join("; ", games.Zip(correlations, (g, c) => $"{g.Setting} {c}"))}. They explain {string.Join(", ", games.Select(g => $"{Numbers.Fixed(100 * Determination(g).Mean, 1)} % ({g.Setting})"))} of the variance over all coalitions, learnt or not.",
            close == games.Length ? Verdict.Agrees
                : close > 0 ? Verdict.PartlyAgrees
                : Verdict.Differs
        )
        {
            Tables = [Table(games, correlations)],
            Plots = [.. games.GroupBy(g => g.Setting.Players).Select(g => Plot([.. g]))],
        };
    }

    private static Summary Correlations(PlayedGame game) =>
        new([.. game.Learnt.Select(l => ExplainedSurrogate.Agreement([.. l.Shapley], game.Shapley))]);

    private static Summary Determination(PlayedGame game) => new([.. game.Learnt.Select(l => l.Determination)]);

    private static ResultTable Table(ImmutableArray<PlayedGame> games, ImmutableArray<Summary> correlations) =>
        new(
            "imitation",
            "How well the surrogates imitate the games, over seeds. The error is over all coalitions.",
            ["game", "seeds", "R²", "root mean squared error", "Spearman of Shapley values"],
            [
                .. games.Zip(
                    correlations,
                    (g, c) =>
                        ImmutableArray.Create(
                            g.Setting.ToString(),
                            $"{g.Learnt.Length}",
                            Determination(g).ToString(),
                            new Summary([.. g.Learnt.Select(l => l.RootMeanSquare)]).ToString(),
                            c.ToString()
                        )
                ),
            ]
        );

    private static ResultPlot Plot(ImmutableArray<PlayedGame> games) =>
        new(
            $"imitation-{games[0].Setting.Grid.Height}x{games[0].Setting.Grid.Width}",
            new ScatterPlot(
                $"Shapley values of the first seed's network, {games[0].Setting.Grid.Height}×{games[0].Setting.Grid.Width} cells",
                new Axis("Shapley value of the game"),
                new Axis("Shapley value of the network"),
                [
                    .. games.Select(g => new Series(
                        g.Setting.Scheme,
                        [.. g.Shapley.Zip(g.Learnt[0].Shapley, (truth, imitated) => new PlotPoint(truth, imitated))]
                    )),
                ]
            ),
            "Shapley values of the network against those of the game; on the line they are equal."
        );
}
