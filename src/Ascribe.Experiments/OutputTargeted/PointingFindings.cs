using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging.Plots;
using Ascribe.Metrics;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>How often heatmaps point at the object: [OTB] Table 7.</summary>
internal static class PointingFindings
{
    private const string Paper =
        "The paper plays the pointing game with heatmaps that sum a layer's contributions over its channels (Eq. 5), over all and over difficult images, with its baselines opt and qa put forward. Its numbers, of another network and of whole data sets, were not at hand, so that only whether opt or qa comes first among the baselines is held against it.";

    /// <summary>A finding for a collection that has trials.</summary>
    /// <param name="outcomes">What came of all trials.</param>
    /// <param name="collection">The collection.</param>
    /// <param name="name">A name for files.</param>
    public static Finding Of(PointingOutcomes outcomes, string collection, string name)
    {
        var found = outcomes.Of(collection);
        var best = found.MaxBy(o => o.All.Share)!;
        return new Finding(
            $"Do heatmaps point at the object? {char.ToUpperInvariant(collection[0])}{collection[1..]} (Table 7)",
            Paper,
            Measured(found, best, outcomes.Chance(collection)),
            Judge(found, outcomes.Seed)
        )
        {
            Tables = [Table(found, best, name, outcomes.Seed), Exact(found, name)],
            Plots = [Plot(found, name, collection)],
        };
    }

    private static string Measured(ImmutableArray<PointingOutcome> found, PointingOutcome best, double chance)
    {
        var hard = First(found, o => o.Difficult) is null
            ? "No trial is difficult."
            : $"On the {best.Difficult.Count} difficult ones: {Baselines(found, o => o.Difficult)}.";
        return $"{best.All.Count} trials; a blind guess hits an object in {Numbers.Fixed(chance, 2)} of them, without tolerance. The most hits, within 15 pixels, has {PointingMethods.Label(best.Candidate)}, the first in the table of those that have as many: {best.All}. Baselines of Aumann–Shapley attribution: {Baselines(found, o => o.All)}. {hard}";
    }

    /// <summary>The baseline of the most hits, and the better one of opt and qa.</summary>
    private static string Baselines(ImmutableArray<PointingOutcome> found, Func<PointingOutcome, Proportion> of)
    {
        var (first, targeted) = (First(found, of)!, First(found.Where(IsTargeted), of)!);
        return $"{PointingMethods.Label(first.Candidate)} {of(first)}, {PointingMethods.Label(targeted.Candidate)} {of(targeted)}";
    }

    /// <summary>Whether opt or qa has more hits than any other baseline, on all and on difficult pictures; if on neither, whether they are really behind.</summary>
    private static Verdict Judge(ImmutableArray<PointingOutcome> found, int seed)
    {
        bool[] first = [.. new[] { IsFirst(o => o.All), IsFirst(o => o.Difficult) }.OfType<bool>()];
        return first.All(f => f) ? Verdict.Agrees
            : first.Any(f => f) ? Verdict.PartlyAgrees
            : IsWorse() ? Verdict.Differs
            : Verdict.Undecided;

        bool? IsFirst(Func<PointingOutcome, Proportion> of) =>
            First(found.Where(IsTargeted), of) is { } targeted
                ? of(targeted).Hits > of(First(found.Where(o => !IsTargeted(o)), of)!).Hits
                : null;

        bool IsWorse() =>
            new Bootstrap { Seed = seed }
                .Compare(
                    First(found.Where(IsTargeted), o => o.All)!.Hits.AsSpan(),
                    First(found, o => o.All)!.Hits.AsSpan()
                )
                .IsSignificant;
    }

    private static bool IsTargeted(PointingOutcome outcome) => ComparedBaselines.IsTargeted(outcome.Candidate);

    /// <summary>The baseline of the most hits; the first of the table where several have as many. Null without trials.</summary>
    private static PointingOutcome? First(IEnumerable<PointingOutcome> found, Func<PointingOutcome, Proportion> of) =>
        found.Where(o => o.Candidate.Name == NeuronScores.AumannShapley && of(o).Count > 0).MaxBy(o => of(o).Share);

    private static ResultTable Table(ImmutableArray<PointingOutcome> found, PointingOutcome best, string name, int seed)
    {
        var bootstrap = new Bootstrap { Seed = seed };
        var compared = found
            .Select(o => o == best ? null : bootstrap.Compare(o.Hits.AsSpan(), best.Hits.AsSpan()))
            .ToArray();
        // Few trials drawn again are surer than they can be: no p below that of a sign test.
        var corrected = Holm.Correct([
            .. compared.Select(c =>
                c is null ? double.NaN : Math.Min(1, Math.Max(c.PValue, Math.Pow(2, 1 - c.Difference.Count)))
            ),
        ]);
        return new(
            $"pointing-{name}",
            "The share of hits within 15 pixels with its 95 % interval (Wilson), the mean of the classes' shares, and both on difficult pictures; the share without tolerance; the difference to the most hits, trial by trial, and its p after Holm's correction.",
            ["method", "all", "by class", "difficult", "by class", "exact", "difference", "p"],
            [.. found.Select((o, i) => Row(o, compared[i], corrected[i]))]
        );
    }

    private static ImmutableArray<string> Row(PointingOutcome outcome, PairedComparison? comparison, double p) =>
        [
            PointingMethods.Label(outcome.Candidate),
            $"{outcome.All}",
            Text(outcome.ByClass),
            $"{outcome.Difficult}",
            Text(outcome.DifficultByClass),
            Text(outcome.Exact.Share),
            comparison is null
                ? "most hits"
                : $"{Text(comparison.Difference.Mean)} [{Text(comparison.Difference.Interval.Low)}, {Text(comparison.Difference.Interval.High)}]",
            Text(p),
        ];

    private static ResultTable Exact(ImmutableArray<PointingOutcome> found, string name) =>
        new(
            $"pointing-{name}-counts",
            "Hits and trials.",
            ["method", "hits", "trials", "difficult hits", "difficult trials", "exact hits"],
            [
                .. found.Select(o =>
                    ImmutableArray.Create(
                        PointingMethods.Label(o.Candidate),
                        $"{o.All.Hits}",
                        $"{o.All.Count}",
                        $"{o.Difficult.Hits}",
                        $"{o.Difficult.Count}",
                        $"{o.Exact.Hits}"
                    )
                ),
            ]
        )
        {
            OnPage = false,
        };

    private static ResultPlot Plot(ImmutableArray<PointingOutcome> found, string name, string collection)
    {
        var series = new[] { Bars("all", o => o.All), Bars("difficult", o => o.Difficult) };
        return new(
            $"pointing-{name}",
            new BarPlot(
                "",
                "",
                new Axis("share of hits within 15 pixels") { To = 1 },
                [.. series.Where(s => !s.Bars.IsEmpty)]
            )
            {
                Width = 1000,
            },
            $"Hits of the pointing game, {collection}, with 95 % intervals."
        );

        BarSeries Bars(string label, Func<PointingOutcome, Proportion> of) =>
            new(
                label,
                [
                    .. found
                        .Where(o => of(o).Count > 0)
                        .Select(o => new PlotBar(
                            PointingMethods.Label(o.Candidate),
                            of(o).Share,
                            new Interval(of(o).Interval.Low, of(o).Interval.High)
                        )),
                ]
            );
    }

    private static string Text(double number) => double.IsNaN(number) ? "" : Numbers.Fixed(number, 2);
}
