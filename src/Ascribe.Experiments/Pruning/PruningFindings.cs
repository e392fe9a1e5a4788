using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.Pruning;

/// <summary>What pruned networks still tell, and what they cost.</summary>
internal static class PruningFindings
{
    private const string Paper =
        "Section 5.5 prunes a network by the attributions of its neurons. Its text and numbers were not at hand; what is held against the measurement is the idea alone, that attributions keep more than other ways to choose channels.";

    private static readonly ImmutableArray<string> Usual = [PruningContender.Magnitude, PruningContender.Random];

    /// <summary>All findings.</summary>
    public static ImmutableArray<Finding> Of(ImmutableArray<PruningTrial> trials) =>
        [
            Kept(
                trials,
                "before",
                "Do attributions keep more than magnitude and chance at the same rates, as the network is pruned?",
                t => t.F1Before
            ),
            Kept(trials, "after", "And when what is left is trained further?", t => t.F1),
            Baselines(trials),
            Costs(trials),
        ];

    private static Finding Kept(
        ImmutableArray<PruningTrial> trials,
        string name,
        string heading,
        Func<PruningTrial, double> score
    )
    {
        var compared = PruningComparison.Of(trials, PruningContender.Targeted, Usual, score);
        var more = compared.Count(c => c.IsMore);
        var less = compared.Count(c => c.IsLess);
        return new(
            heading,
            Paper,
            $"{PruningContender.Targeted}: F1 above that of {string.Join("; ", compared.Select(c => $"{c.Other} at {c.Rates} by {c}"))}. Of {compared.Length} comparisons {more} say more and {less} less, beyond what chance explains (95 % for all at once, after Bonferroni, over networks and choices of classes).",
            Judge(compared)
        )
        {
            Tables = [Means(trials, name, score), Choices(trials, name, score)],
            Plots = [Plot(trials, name, score)],
        };
    }

    internal static Verdict Judge(ImmutableArray<PruningComparison> compared) =>
        compared.All(c => c.IsMore) ? Verdict.Agrees
        : compared.Any(c => c.IsMore) && !compared.Any(c => c.IsLess) ? Verdict.PartlyAgrees
        : compared.Any(c => c.IsLess) ? (compared.Any(c => c.IsMore) ? Verdict.PartlyAgrees : Verdict.Differs)
        : Verdict.Undecided;

    private static Finding Baselines(ImmutableArray<PruningTrial> trials)
    {
        ImmutableArray<string> others =
        [
            .. trials.Select(t => t.By).Distinct(StringComparer.Ordinal).Where(IsOtherBaseline),
        ];
        var compared = PruningComparison.Of(trials, PruningContender.Targeted, others, t => t.F1);
        return new(
            "Does it matter against which baseline?",
            null,
            $"After further training, the quadratic mask's F1 is above that of {string.Join("; ", compared.Select(c => $"{c.Other} at {c.Rates} by {c}"))}.",
            Verdict.NotComparable
        );
    }

    private static bool IsOtherBaseline(string by) =>
        by.StartsWith("Aumann", StringComparison.Ordinal) && by != PruningContender.Targeted;

    private static Finding Costs(ImmutableArray<PruningTrial> trials)
    {
        var whole = trials.Where(t => t.Rates.Length == 0).ToArray();
        var table = new ResultTable(
            "costs",
            "What pruned networks cost, in the mean over networks and choices of classes; times are medians of one example on one thread, and depend on the machine.",
            ["rates", "parameters", "bytes", "MFLOPs", "ms", "F1 after, by qa"],
            [
                .. trials
                    .Where(t => t.By is "whole" or PruningContender.Targeted)
                    .GroupBy(t => t.Rates, StringComparer.Ordinal)
                    .Select(Row),
            ]
        );
        var half = trials.Where(t => t.By == PruningContender.Targeted).ToArray();
        return new(
            "What does it save?",
            null,
            $"The whole networks have {Numbers.Fixed(Mean(whole, t => t.Model.Size.Parameters), 0)} parameters and take {Numbers.Text(1e3 * Mean(whole, t => t.Model.Size.GigaFlops))} MFLOPs and {Numbers.Text(Mean(whole, t => t.Model.Milliseconds))} ms for an example; the pruned ones, over all rates, {Numbers.Fixed(Mean(half, t => t.Model.Size.Parameters), 0)}, {Numbers.Text(1e3 * Mean(half, t => t.Model.Size.GigaFlops))} and {Numbers.Text(Mean(half, t => t.Model.Milliseconds))}.",
            Verdict.NotComparable
        )
        {
            Tables = [table],
        };

        static ImmutableArray<string> Row(IGrouping<string, PruningTrial> rates) =>
            [
                rates.Key.Length == 0 ? "whole" : rates.Key,
                Numbers.Fixed(Mean(rates, t => t.Model.Size.Parameters), 0),
                Numbers.Fixed(Mean(rates, t => t.Model.Size.Bytes), 0),
                Numbers.Text(1e3 * Mean(rates, t => t.Model.Size.GigaFlops)),
                Numbers.Text(Mean(rates, t => t.Model.Milliseconds)),
                Numbers.Fixed(Mean(rates, t => t.F1)),
            ];
    }

    private static ResultTable Means(
        ImmutableArray<PruningTrial> trials,
        string name,
        Func<PruningTrial, double> score
    ) =>
        new(
            $"means-{name}",
            $"Means over networks and choices of classes ± 95 %, {name} further training.",
            ["rates", "channels by", "F1", "accuracy"],
            [
                .. trials
                    .GroupBy(t => (t.Rates, t.By))
                    .Select(g =>
                        ImmutableArray.Create(
                            g.Key.Rates,
                            g.Key.By,
                            new Summary([.. g.Select(score)]).ToString(),
                            new Summary([
                                .. g.Select(t => (name == "before" ? t.Model.Before : t.Model.Final).Accuracy),
                            ]).ToString()
                        )
                    ),
            ]
        );

    private static ResultTable Choices(
        ImmutableArray<PruningTrial> trials,
        string name,
        Func<PruningTrial, double> score
    )
    {
        string[] ways = [.. trials.Where(t => t.Rates.Length > 0).Select(t => t.By).Distinct(StringComparer.Ordinal)];
        return new(
            $"choices-{name}",
            $"F1 by what the networks were pruned for, means over networks, {name} further training.",
            ["classes", "rates", "whole", .. ways],
            [
                .. trials
                    .Where(t => t.Rates.Length > 0)
                    .GroupBy(t => (t.Choice, t.Rates))
                    .Select(g =>
                        ImmutableArray.CreateRange([
                            g.Key.Choice,
                            g.Key.Rates,
                            Numbers.Fixed(Mean(trials.Where(t => t.Choice == g.Key.Choice && t.By == "whole"), score)),
                            .. ways.Select(w => Numbers.Fixed(Mean(g.Where(t => t.By == w), score))),
                        ])
                    ),
            ]
        );
    }

    private static ResultPlot Plot(
        ImmutableArray<PruningTrial> trials,
        string name,
        Func<PruningTrial, double> score
    ) =>
        new(
            $"f1-{name}",
            new BarPlot(
                "",
                "rates",
                new Axis("F1"),
                [
                    .. trials
                        .Where(t => t.Rates.Length > 0)
                        .GroupBy(t => t.By, StringComparer.Ordinal)
                        .Select(s => new BarSeries(
                            s.Key,
                            [
                                .. s.GroupBy(t => t.Rates, StringComparer.Ordinal)
                                    .Select(r => Bar(r.Key, new([.. r.Select(score)]))),
                            ]
                        )),
                ]
            ),
            $"F1 by rates and by how channels were chosen, {name} further training; means over networks and choices of classes with 95 % intervals."
        );

    private static PlotBar Bar(string label, Summary summary) =>
        new(label, summary.Mean, summary.Values.Length > 1 ? summary.Interval : null);

    private static double Mean(IEnumerable<PruningTrial> trials, Func<PruningTrial, double> of) => trials.Average(of);
}
