using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.GridWorld;

/// <summary>The exact Shapley values of the games.</summary>
internal static class ExactValues
{
    public static Finding Find(ImmutableArray<PlayedGame> games) =>
        new(
            "What is every time step worth?",
            "The paper computes Shapley values of the games and draws them, without numbers.",
            $"All coalitions are played out, {string.Join(" and ", games.Select(g => g.Table.AsSpan().Length).Distinct().Select(n => $"{n:N0}"))} of them, so that the values are exact. The most valuable step is {string.Join(", ", games.Select(Best))}.",
            Verdict.NotComparable
        )
        {
            Tables = [.. games.Select(Table)],
            Plots = [.. games.GroupBy(g => g.Setting.Players).Select(g => Plot([.. g]))],
        };

    private static string Best(PlayedGame game)
    {
        var best = game.Shapley.Index().MaxBy(v => v.Item).Index;
        return $"{game.Setting.PlayerNames[best]} in {game.Setting} ({Numbers.Text(game.Shapley[best])})";
    }

    private static ResultTable Table(PlayedGame game) =>
        new(
            $"shapley-{game.Setting.FileName}",
            $"Exact Shapley values of {game.Setting}.",
            ["player", "Shapley value"],
            [
                .. game.Setting.PlayerNames.Zip(
                    game.Shapley,
                    (name, value) => ImmutableArray.Create(name, Numbers.Exact(value))
                ),
            ]
        )
        {
            OnPage = false,
        };

    private static ResultPlot Plot(ImmutableArray<PlayedGame> games) =>
        new(
            $"shapley-{games[0].Setting.Grid.Height}x{games[0].Setting.Grid.Width}",
            new BarPlot(
                $"Exact Shapley values, {games[0].Setting.Grid.Height}×{games[0].Setting.Grid.Width} cells",
                "time step: row, column and action (• stays)",
                new Axis("Shapley value"),
                [
                    .. games.Select(g => new BarSeries(
                        g.Setting.Scheme,
                        [.. g.Setting.PlayerNames.Zip(g.Shapley, (name, value) => new PlotBar(name, value))]
                    )),
                ]
            )
            {
                Width = 760,
            },
            "What each time step contributes to the reward, by the exact Shapley value."
        );
}
