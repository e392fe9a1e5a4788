using System.Collections.Immutable;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Metrics;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>What silencing vulnerable neurons and channels came to.</summary>
/// <param name="plan">What was run.</param>
/// <param name="arrangement">Towards which classes photos were attacked.</param>
/// <param name="rows">What the attacks made of them.</param>
/// <param name="repairs">Every order of every layer and unit.</param>
/// <param name="seed">The seed of bootstraps.</param>
internal sealed class VulnerableFindings(
    VulnerablePlan plan,
    AttackArrangement arrangement,
    ImmutableArray<AttackedPicture> rows,
    ImmutableArray<RankedRepair> repairs,
    int seed
)
{
    /// <summary>What the baseline of the paper is called.</summary>
    public const string Quadratic = "qa";

    private const string Control = "random";
    private const int Most = 5;

    // The bootstrap is too sure of fewer.
    private const int FewestPhotos = 20;

    // Both shares by which a layer is judged get half of what may go wrong by chance.
    private const double Confidence = 0.975;

    /// <summary>How the attacks went.</summary>
    public Finding Attacked()
    {
        var (whole, rounded) = (Share(r => r.Success), Share(r => r.Rounded));
        return new(
            $"Do attacks succeed? (photos {arrangement.Words})",
            null,
            $"{rows.Count(r => r.Success)} of {rows.Length} photos reach the class that they were to reach, {whole}; rounded to 8 bits, {rows.Count(r => r.Rounded)} do, {rounded}. The largest change of any pixel is {rows.Max(r => r.Largest)} of 255 levels, the root of the mean square {Numbers.Text(rows.Average(r => r.RootMeanSquare))}.",
            Verdict.NotComparable
        )
        {
            Tables =
            [
                new ResultTable(
                    $"{arrangement.Name}-attacks",
                    "Every attacked photo.",
                    AttackTable.Columns,
                    [.. rows.Select(r => r.Cells(c => $"{c}").ToImmutableArray())]
                )
                {
                    OnPage = false,
                },
            ],
        };

        Proportion Share(Func<AttackedPicture, bool> hit) => Proportion.Of(rows.Select(r => hit(r) ? 1.0 : 0));
    }

    /// <summary>A finding for neurons, one for channels, and one on what attribution adds to chance.</summary>
    public IEnumerable<Finding> Of() =>
        [Repaired(LayerUnit.Neuron, "Figure 7"), Repaired(LayerUnit.Channel, "Figure 8"), AgainstChance()];

    private Finding Repaired(LayerUnit unit, string figure)
    {
        var own = Repairs(unit);
        var word = RepairPlots.Word(own[0]);
        return new(
            $"Do attacked photos recover when a layer's vulnerable {word}s are silent? ({figure}; photos {arrangement.Words})",
            $"The {word}s of the largest attribution to the adversarial class are silenced in growing numbers; {figure} follows the top-5 accuracies of attacked photos on the original and on the adversarial label, and of clean photos. Its numbers were not at hand. We take the idea to be that the adversarial label goes and the original one comes back, while clean photos stay what they are.",
            string.Join(" ", plan.Layers.Select(layer => Sentence(own, layer)))
                + " A layer counts as repaired where, with 1 or with 10 % silent, more attacked photos have their label back than before, fewer have the adversarial one, both beyond chance, and clean photos lose less than attacked ones gain.",
            Judge(own)
        )
        {
            Tables =
            [
                RepairPlots.Table($"{arrangement.Name}-{word}s", own, Most, VulnerablePlan.Shown),
                RepairPlots.Table($"{arrangement.Name}-{word}s-all-shares", own, Most) with
                {
                    OnPage = false,
                },
            ],
            Plots = [.. plan.Layers.SelectMany(layer => Plots(own, layer, word))],
        };
    }

    private IEnumerable<ResultPlot> Plots(ImmutableArray<RankedRepair> own, string layer, string word)
    {
        ImmutableArray<RankedRepair> here = [.. own.Where(r => r.Ranking.Layer == layer)];
        yield return new(
            $"{arrangement.Name}-{word}s-{layer}-curves",
            RepairPlots.Curves(here.Single(r => r.Name == Quadratic), Most),
            $"{layer}: top-5 accuracies while the {word}s of the largest attribution to adversarial classes against {Quadratic} are silent."
        );
        yield return new(
            $"{arrangement.Name}-{word}s-{layer}-recovered",
            RepairPlots.Compared(here, RepairMeasure.Recovered, 1),
            $"{layer}: attacked photos that are taken for what they are, by what decides the order."
        );
    }

    private static string Sentence(ImmutableArray<RankedRepair> own, string layer)
    {
        var repair = own.Single(r => r.Ranking.Layer == layer && r.Name == Quadratic);
        var shares = VulnerablePlan.Judged.Prepend(0).Select(share => repair.Shares.IndexOf(share)).ToArray();
        return $"{layer}, silent 0, 1 and 10 %: original label of attacked photos {Row(RepairMeasure.Recovered)}, adversarial label {Row(RepairMeasure.Fooled)}, clean photos {Row(RepairMeasure.Clean)} (top-1; top-5: {Row(RepairMeasure.Recovered, Most)}, {Row(RepairMeasure.Fooled, Most)}, {Row(RepairMeasure.Clean, Most)}).";

        string Row(RepairMeasure measure, int top = 1) =>
            string.Join(" → ", shares.Select(s => Numbers.Fixed(repair.Accuracy(measure, s, top).Y, 2)));
    }

    private Verdict Judge(ImmutableArray<RankedRepair> own)
    {
        var layers = own.Where(r => r.Name == Quadratic).ToArray();
        var repaired = layers.Count(IsRepaired);
        return layers[0].Right(RepairMeasure.Clean, 0, 1).Length < FewestPhotos ? Verdict.Undecided
            : repaired == layers.Length ? Verdict.Agrees
            : repaired > 0 ? Verdict.PartlyAgrees
            : Verdict.Differs;
    }

    private bool IsRepaired(RankedRepair repair) =>
        VulnerablePlan.Judged.Any(share =>
        {
            var (gain, loss, cost) = (
                Change(RepairMeasure.Recovered),
                Change(RepairMeasure.Fooled),
                Change(RepairMeasure.Clean)
            );
            return gain.Difference.Interval.Low > 0
                && loss.Difference.Interval.High < 0
                && -cost.Difference.Mean < gain.Difference.Mean;

            PairedComparison Change(RepairMeasure measure) =>
                Bootstrap()
                    .Compare(repair.Right(measure, repair.Shares.IndexOf(share), 1), repair.Right(measure, 0, 1));
        });

    /// <summary>Contributions against random orders, photo by photo.</summary>
    private Finding AgainstChance()
    {
        var compared = repairs
            .Where(r => r.Name != Control)
            .SelectMany(r => VulnerablePlan.Judged.Select(share => Compared(r, share)))
            .ToImmutableArray();
        var better = compared.Count(r => r.Recovered.Difference.Interval.Low > 0);
        var worse = compared.Count(r => r.Recovered.Difference.Interval.High < 0);
        var rid = compared.Count(r => r.Fooled.Difference.Interval.High < 0);
        var costs = compared.Count(r => r.Clean.Difference.Interval.High < 0);
        return new(
            $"Does attribution find them better than chance? (photos {arrangement.Words})",
            null,
            $"Of {compared.Length} comparisons with random orders – baseline, layer, unit, 1 or 10 % –, {better} have more attacked photos taken for what they are, {worse} fewer; in {rid} fewer have the adversarial label; and in {costs} the same units cost more of the clean photos than random ones do. Intervals hold a difference with 95 % each, photo by photo, not corrected for their number.",
            Verdict.NotComparable
        )
        {
            Tables = [ChanceTable(compared)],
        };
    }

    private (
        RankedRepair Repair,
        double Share,
        PairedComparison Recovered,
        PairedComparison Fooled,
        PairedComparison Clean
    ) Compared(RankedRepair repair, double share)
    {
        var control = Repairs(repair.Ranking.Unit)
            .Single(r => r.Name == Control && r.Ranking.Layer == repair.Ranking.Layer);
        var at = repair.Shares.IndexOf(share);
        return (
            repair,
            share,
            Against(RepairMeasure.Recovered),
            Against(RepairMeasure.Fooled),
            Against(RepairMeasure.Clean)
        );

        PairedComparison Against(RepairMeasure measure) =>
            (Bootstrap() with { Confidence = 0.95 }).Compare(
                repair.Right(measure, at, 1),
                control.Right(measure, at, 1)
            );
    }

    private ResultTable ChanceTable(
        ImmutableArray<(
            RankedRepair Repair,
            double Share,
            PairedComparison Recovered,
            PairedComparison Fooled,
            PairedComparison Clean
        )> compared
    ) =>
        new(
            $"{arrangement.Name}-against-chance",
            "Top-1 accuracies less those of random orders, with 95 % intervals.",
            [
                "layer",
                "unit",
                "baseline",
                "silent",
                "attacked, original label",
                "attacked, adversarial label",
                "clean, original label",
            ],
            [
                .. compared.Select(r =>
                    ImmutableArray.Create(
                        r.Repair.Ranking.Layer,
                        RepairPlots.Word(r.Repair),
                        r.Repair.Name,
                        $"{Numbers.Text(100 * r.Share)} %",
                        $"{r.Recovered.Difference}",
                        $"{r.Fooled.Difference}",
                        $"{r.Clean.Difference}"
                    )
                ),
            ]
        );

    private ImmutableArray<RankedRepair> Repairs(LayerUnit unit) => [.. repairs.Where(r => r.Ranking.Unit == unit)];

    private Bootstrap Bootstrap() => new() { Seed = seed, Confidence = Confidence };
}
