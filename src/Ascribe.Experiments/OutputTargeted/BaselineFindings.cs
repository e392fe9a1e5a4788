using System.Collections.Immutable;
using Ascribe.Imaging.Plots;
using Ascribe.Metrics;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What baselines are like: [OTB] Tables 2–4.</summary>
internal static class BaselineFindings
{
    /// <summary>Sums up a survey.</summary>
    /// <param name="properties">One for each photo, layer and baseline.</param>
    /// <param name="seed">The seed of the intervals.</param>
    public static Finding Of(ImmutableArray<BaselineProperty> properties, int seed)
    {
        var bootstrap = new Bootstrap { Seed = seed };
        var groups = properties.GroupBy(p => (p.Layer, p.Baseline)).Select(g => new Group(g.Key, [.. g], bootstrap));
        ImmutableArray<Group> all = [.. groups];
        return new Finding(
            "Where does the target vanish, and how much of the example stays? (Tables 2–4)",
            "The paper asks of a baseline that the target f(Ā) vanishes there while Ā stays near the layer's value A. Its opt minimizes f(s⊙A)² + λ‖s − 1‖² over masks; its qa does so for the first-order Taylor polynomial, for one gradient instead of many. It reports f(Ā), the means of the masks, the correlation of Ā and A, and the time. Its numbers, of another network, were not at hand.",
            Measured(all),
            Judge(all)
        )
        {
            Tables =
            [
                new(
                    "baselines",
                    "What is left of the target, |f(Ā)/f(A)|, with the 95 % bootstrap interval of its mean; Pearson's correlation of Ā and A; the means of the masks; seconds to find the baseline, for the mean without the one pass over the references. Means over the photos.",
                    [
                        "layer",
                        "baseline",
                        "|f(Ā)/f(A)|",
                        "95 %",
                        "f(Ā)",
                        "correlation",
                        "spatial mask",
                        "channel mask",
                        "seconds",
                        "photos",
                    ],
                    [.. all.Select(g => g.Row)]
                ),
                new(
                    "baselines-by-photo",
                    "Every photo.",
                    BaselineProperty.Columns,
                    [.. properties.Select(p => p.Cells)]
                )
                {
                    OnPage = false,
                },
            ],
            Plots =
            [
                Plot("left", new("what is left of the target, |f(Ā)/f(A)|"), all, g => g.Left),
                Plot("correlation", new("correlation of Ā and A"), all, g => g.Correlation),
                Plot("time", new("seconds", AxisScale.Log), all, g => g.Seconds),
            ],
        };
    }

    private static string Measured(ImmutableArray<Group> all)
    {
        var opt = all.Where(g => g.Key.Baseline == "opt").ToArray();
        var qa = all.Where(g => g.Key.Baseline == "qa").ToArray();
        return $"At opt {Range(opt, g => g.Left.Mean)} of the target is left, from layer to layer, at a correlation with the example of {Range(opt, g => g.Correlation.Mean)}; at qa {Range(qa, g => g.Left.Mean)}, at {Range(qa, g => g.Correlation.Mean)}. Of all baselines the least is left at {string.Join(", ", Layers(all).Select(l => $"{Least(l).Key.Baseline} ({l.Key})"))}. qa takes {Range(qa, g => g.Seconds.Mean)} s, opt {Range(opt, g => g.Seconds.Mean)} s. Counted as agreement: at each layer less than a tenth of the target is left at opt, and at qa, at a correlation above 0.5, and qa takes less time; the bounds are ours.";
    }

    /// <summary>Held against what the definitions ask for; the text of <see cref="Measured"/> says how.</summary>
    private static Verdict Judge(ImmutableArray<Group> all)
    {
        var layers = Layers(all).Select(l => l.ToDictionary(g => g.Key.Baseline, StringComparer.Ordinal)).ToArray();
        bool[] held =
        [
            .. layers.Select(l => l["opt"].Left.Mean < 0.1 && l["opt"].Correlation.Mean > 0.5),
            .. layers.Select(l => l["qa"].Left.Mean < 0.1 && l["qa"].Correlation.Mean > 0.5),
            .. layers.Select(l => l["qa"].Seconds.Mean < l["opt"].Seconds.Mean),
        ];
        return held.All(h => h) ? Verdict.Agrees
            : held.Any(h => h) ? Verdict.PartlyAgrees
            : Verdict.Differs;
    }

    private static IEnumerable<IGrouping<string, Group>> Layers(ImmutableArray<Group> all) =>
        all.GroupBy(g => g.Key.Layer, StringComparer.Ordinal);

    private static Group Least(IEnumerable<Group> groups) =>
        groups.Where(g => !double.IsNaN(g.Left.Mean)).MinBy(g => g.Left.Mean)!;

    private static string Range(IEnumerable<Group> groups, Func<Group, double> number)
    {
        var there = groups.Select(number).Where(double.IsFinite).ToArray();
        return there.Length == 0 ? "nothing" : $"{Numbers.Text(there.Min())} … {Numbers.Text(there.Max())}";
    }

    private static ResultPlot Plot(
        string name,
        Axis axis,
        ImmutableArray<Group> all,
        Func<Group, MeanEstimate> number
    ) =>
        new(
            $"baselines-{name}",
            new BarPlot(
                "",
                "",
                axis,
                [
                    .. all.Where(g => double.IsFinite(number(g).Mean))
                        .GroupBy(g => g.Key.Baseline, StringComparer.Ordinal)
                        .Select(b => new BarSeries(
                            b.Key,
                            [.. b.Select(g => new PlotBar(g.Key.Layer, number(g).Mean, Spread.Of(number(g))))]
                        )),
                ]
            )
            {
                Width = 900,
            },
            $"By layer and baseline: {axis.Title}. Means over the photos with 95 % bootstrap intervals."
        );

    /// <summary>A baseline at a layer.</summary>
    private sealed class Group((string Layer, string Baseline) key, BaselineProperty[] found, Bootstrap bootstrap)
    {
        public (string Layer, string Baseline) Key => key;

        public MeanEstimate Left { get; } = bootstrap.Mean([.. found.Select(f => f.Left)]);

        public MeanEstimate Correlation { get; } = bootstrap.Mean([.. found.Select(f => f.Correlation)]);

        public MeanEstimate Seconds { get; } = bootstrap.Mean([.. found.Select(f => f.Seconds)]);

        public ImmutableArray<string> Row =>
            [
                key.Layer,
                key.Baseline,
                Text(Left.Mean),
                double.IsNaN(Left.Interval.Low)
                    ? ""
                    : $"[{Numbers.Text(Left.Interval.Low)}, {Numbers.Text(Left.Interval.High)}]",
                Text(Mean(f => f.AtBaseline)),
                Text(Correlation.Mean),
                Text(Mean(f => f.Spatial)),
                Text(Mean(f => f.Channel)),
                Text(Seconds.Mean),
                $"{Left.Count}",
            ];

        private double Mean(Func<BaselineProperty, double> number)
        {
            var there = found.Select(number).Where(n => !double.IsNaN(n)).ToArray();
            return there.Length == 0 ? double.NaN : there.Average();
        }

        private static string Text(double number) => double.IsNaN(number) ? "" : Numbers.Text(number);
    }
}
