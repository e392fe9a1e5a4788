using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.GridWorld;

/// <summary>Which baselines follow the Shapley values: Figure 3.</summary>
internal static class BaselineComparison
{
    public static Finding Find(ImmutableArray<PlayedGame> games, Action done, CancellationToken cancellation)
    {
        var agreements = games.Select(g => Agreements(g, done, cancellation)).ToImmutableArray();
        var wins = agreements.Count(a => Singles(a).All(s => a["SIG"].Mean > s.Mean));
        var clear = agreements.Count(a => Singles(a).All(s => IsClear(a["SIG"], s)));
        return new Finding(
            "Which baseline follows the Shapley values? (Figure 3)",
            "SIG correlates better with the Shapley values than random, zero and mean baselines, and varies little over ten seeds.",
            $"The mean correlation of SIG is above all three single baselines in {wins} of {games.Length} games, by more than chance explains (95 %, paired by seed) in {clear}. Its mean goes {Range(agreements, "SIG")}. With the sizes as printed it goes {Range(agreements, "SIG as printed")}; with players that enter in blocks, {Range(agreements, "Block SIG")}.",
            wins == games.Length ? Verdict.Agrees
                : wins > 0 ? Verdict.PartlyAgrees
                : Verdict.Differs
        )
        {
            Tables = [Table(games, agreements)],
            Plots = [Plot(games, agreements)],
        };
    }

    private static ImmutableDictionary<string, Summary> Agreements(
        PlayedGame game,
        Action done,
        CancellationToken cancellation
    )
    {
        var values = ExplainedSurrogate.Methods.ToDictionary(m => m, _ => new List<double>(), StringComparer.Ordinal);
        foreach (var learnt in game.Learnt)
        {
            using var network = new Network(learnt.Surrogate.Model);
            foreach (var method in ExplainedSurrogate.Methods)
            {
                var contributions = ExplainedSurrogate.By(
                    method,
                    network,
                    learnt,
                    GridWorldPlan.FixedShare,
                    cancellation
                );
                values[method].Add(ExplainedSurrogate.Agreement(contributions, game.Shapley));
                done();
            }
        }
        return values.ToImmutableDictionary(v => v.Key, v => new Summary([.. v.Value]), StringComparer.Ordinal);
    }

    private static IEnumerable<Summary> Singles(ImmutableDictionary<string, Summary> agreements) =>
        new[] { "random", "zero", "mean" }.Select(m => agreements[m]);

    /// <summary>Whether the mean difference over the same seeds lies above 0 with its whole interval.</summary>
    private static bool IsClear(Summary sig, Summary other) =>
        new Summary([.. sig.Values.Zip(other.Values, (a, b) => a - b)]) is { Values.Length: > 1 } difference
        && difference.Interval.Low > 0;

    private static string Range(ImmutableArray<ImmutableDictionary<string, Summary>> agreements, string method)
    {
        var means = agreements.Select(a => a[method].Mean).ToArray();
        return $"from {Numbers.Fixed(means.Min(), 2)} to {Numbers.Fixed(means.Max(), 2)}";
    }

    private static ResultTable Table(
        ImmutableArray<PlayedGame> games,
        ImmutableArray<ImmutableDictionary<string, Summary>> agreements
    ) =>
        new(
            "baselines",
            "Spearman's correlation with the Shapley values of the game: mean ± 95 % interval, and the variance over seeds.",
            ["game", "method", "seeds", "Spearman", "variance"],
            [
                .. games
                    .Zip(agreements)
                    .SelectMany(pair =>
                        ExplainedSurrogate.Methods.Select(m =>
                        {
                            var summary = pair.Second[m];
                            return ImmutableArray.Create(
                                pair.First.Setting.ToString(),
                                m,
                                $"{summary.Values.Length}",
                                summary.ToString(),
                                Numbers.Text(summary.Deviation * summary.Deviation)
                            );
                        })
                    ),
            ]
        );

    private static ResultPlot Plot(
        ImmutableArray<PlayedGame> games,
        ImmutableArray<ImmutableDictionary<string, Summary>> agreements
    ) =>
        new(
            "baselines",
            new BarPlot(
                "Agreement with the exact Shapley values",
                "game",
                new Axis("Spearman's correlation"),
                [
                    .. ExplainedSurrogate.Methods.Select(m => new BarSeries(
                        m,
                        [
                            .. games.Zip(
                                agreements,
                                (g, a) => new PlotBar(g.Setting.ToString(), a[m].Mean, a[m].CorrelationInterval)
                            ),
                        ]
                    )),
                ]
            )
            {
                Width = 760,
            },
            "Mean correlation over seeds with its 95 % interval."
        );
}
