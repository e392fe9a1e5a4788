using System.Collections.Immutable;
using Ascribe.Imaging.Plots;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Repairs drawn and written down.</summary>
public static class RepairPlots
{
    /// <summary>The three curves of one order, as in Figures 7 and 8 of the paper.</summary>
    /// <param name="repair">The order.</param>
    /// <param name="top">Among how many classes a label has to be.</param>
    public static LinePlot Curves(RankedRepair repair, int top) =>
        new(
            "",
            ShareAxis(repair),
            AccuracyAxis(top),
            [.. RepairMeasure.All.Select(m => new Series(m.Name, Points(repair, m, top)))]
        )
        {
            Spread = SpreadMark.Band,
        };

    /// <summary>One accuracy under several orders.</summary>
    /// <param name="repairs">The orders, of one layer.</param>
    /// <param name="measure">The accuracy.</param>
    /// <param name="top">Among how many classes a label has to be.</param>
    public static LinePlot Compared(ImmutableArray<RankedRepair> repairs, RepairMeasure measure, int top) =>
        new(
            "",
            ShareAxis(repairs[0]),
            new Axis($"{measure.Name}: top-{top} accuracy") { From = 0, To = 1 },
            [.. repairs.Select(r => new Series(r.Name, Points(r, measure, top)))]
        )
        {
            Spread = SpreadMark.Band,
        };

    /// <summary>All numbers: a row for each order and share, top-1 and top-K accuracies.</summary>
    /// <param name="name">The name of its files.</param>
    /// <param name="repairs">The orders.</param>
    /// <param name="top">K.</param>
    /// <param name="only">Shares to be shown; all where empty.</param>
    public static ResultTable Table(
        string name,
        ImmutableArray<RankedRepair> repairs,
        int top,
        params ImmutableArray<double> only
    )
    {
        int[] tops = top == 1 ? [1] : [1, top];
        var layers = repairs.Any(r => r.Ranking.Layer != repairs[0].Ranking.Layer);
        return new(
            name,
            $"How often attacked pictures are taken for their original and for the adversarial label, and clean ones for theirs, while {Word(repairs[0])}s are silent; behind each label, among how many of the largest scores it is.",
            [
                .. layers ? ["layer"] : Array.Empty<string>(),
                "order",
                "share",
                "silent",
                .. RepairMeasure.All.SelectMany(m => tops.Select(k => $"{m.Short} {k}")),
            ],
            [
                .. from repair in repairs
                from share in Enumerable.Range(0, repair.Shares.Length)
                where only.IsEmpty || only.Contains(repair.Shares[share])
                select ImmutableArray.Create([
                    .. layers ? [repair.Ranking.Layer] : Array.Empty<string>(),
                    repair.Name,
                    $"{Numbers.Text(100 * repair.Shares[share])} %",
                    $"{repair.Silenced(share)}",
                    .. RepairMeasure.All.SelectMany(m =>
                        tops.Select(k => Numbers.Fixed(repair.Accuracy(m, share, k).Y, 2))
                    ),
                ]),
            ]
        );
    }

    /// <summary>What a unit is called.</summary>
    public static string Word(RankedRepair repair) => repair.Ranking.Unit == LayerUnit.Neuron ? "neuron" : "channel";

    private static ImmutableArray<PlotPoint> Points(RankedRepair repair, RepairMeasure measure, int top) =>
        [.. repair.Shares.Select((_, share) => repair.Accuracy(measure, share, top))];

    private static Axis ShareAxis(RankedRepair repair) => new($"silent {Word(repair)}s, %") { From = 0 };

    private static Axis AccuracyAxis(int top) => new($"top-{top} accuracy") { From = 0, To = 1 };
}
