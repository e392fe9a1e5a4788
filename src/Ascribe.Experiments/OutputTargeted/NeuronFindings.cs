using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging.Plots;
using Ascribe.Metrics;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Which contributions of neurons follow what the network does: robustness and sensitivity-n, layer by layer.</summary>
internal static class NeuronFindings
{
    private const string PutForward =
        "The paper puts its two baselines, opt and qa, forward for the attribution of neurons; its numbers, of another network, were not at hand, so that only this order is held against it.";

    /// <summary>A finding for each criterion, in the order of the plan.</summary>
    public static IEnumerable<Finding> Of(EvaluationResult result)
    {
        var rows = result.Summarize();
        foreach (var criterion in result.Plan.Criteria)
        {
            ImmutableArray<SummaryRow> own = [.. rows.Where(r => r.Criterion == criterion)];
            var (heading, paper) = Question(criterion);
            yield return new Finding(heading, paper, Measured(own), paper is null ? Verdict.NotComparable : Judge(own))
            {
                Tables =
                [
                    SummaryTable.Shown(criterion, own),
                    SummaryTable.Exact(own) with
                    {
                        Name = $"exact-{SummaryTable.FileName(criterion.Name)}",
                        OnPage = false,
                    },
                ],
                Plots =
                [
                    Overview(
                        "baselines",
                        "Aumann–Shapley attribution against every baseline",
                        criterion,
                        own.Where(IsAumannShapley)
                    ),
                    Overview(
                        "methods",
                        "Aumann–Shapley attribution against opt and other methods",
                        criterion,
                        own.Where(IsMethod)
                    ),
                    .. SummaryPlots.Of(criterion, own, result.Curves).Where(IsCurve),
                ],
            };
        }
    }

    private static (string Heading, string? Paper) Question(Criterion criterion) =>
        criterion switch
        {
            ScoreCriterion { Score: Robustness, Replacement: null } => (
                "Do the largest contributions name the neurons that count? (robustness)",
                $"Neurons are ranked by their contributions and replaced by the baseline, step by step, until 5 % of them are gone; what counts is the share of the target that is lost. {PutForward}"
            ),
            ScoreCriterion { Score: SensitivityN } => (
                "Do contributions add up to what sets of neurons do? (sensitivity-n, Eq. 10)",
                $"Pearson's correlation of ΣR over a random set of neurons with what the target loses when the set is replaced by the baseline, over sets of one size, in the mean over sizes. {PutForward}"
            ),
            _ => ("And if the same takes every baseline's place? (robustness with zeros)", null),
        };

    private static string Measured(ImmutableArray<SummaryRow> rows)
    {
        var layers = Layers(rows)
            .Select(l => (Layer: l.Key, Best: Best(l), Targeted: Targeted(l), Own: AmongBaselines(l)))
            .ToArray();
        var best = string.Join(
            "; ",
            layers.Select(l =>
                $"{l.Layer}: {Label(l.Best)} {Numbers.Text(l.Best.Estimate.Mean)}, {Label(l.Targeted)} {Numbers.Text(l.Targeted.Estimate.Mean)} ({SummaryTable.Words(l.Targeted.Standing)})"
            )
        );
        return $"The best mean at each layer, and the better one of opt and qa: {best}. Among the baselines of Aumann–Shapley attribution opt or qa comes first at {layers.Count(l => ComparedBaselines.IsTargeted(l.Own.Candidate))} of {layers.Length} layers. “Worse” is real at 95 % after Holm's correction, example by example; the tables have all comparisons.";
    }

    /// <summary>Where opt or qa comes first among the baselines; where nowhere, whether both are really worse than the best.</summary>
    private static Verdict Judge(ImmutableArray<SummaryRow> rows)
    {
        var layers = Layers(rows).ToArray();
        var first = layers.Count(l => ComparedBaselines.IsTargeted(AmongBaselines(l).Candidate));
        return first == layers.Length ? Verdict.Agrees
            : first > 0 ? Verdict.PartlyAgrees
            : layers.All(l => Targeted(l).Standing == Standing.Worse) ? Verdict.Differs
            : Verdict.Undecided;
    }

    private static IEnumerable<IGrouping<string, SummaryRow>> Layers(ImmutableArray<SummaryRow> rows) =>
        rows.Where(r => !double.IsNaN(r.Estimate.Mean)).GroupBy(r => r.Candidate.Layer, StringComparer.Ordinal);

    private static SummaryRow Best(IEnumerable<SummaryRow> layer) => layer.MaxBy(r => r.Estimate.Mean)!;

    private static SummaryRow Targeted(IEnumerable<SummaryRow> layer) =>
        Best(layer.Where(r => ComparedBaselines.IsTargeted(r.Candidate)));

    private static SummaryRow AmongBaselines(IEnumerable<SummaryRow> layer) => Best(layer.Where(IsAumannShapley));

    private static string Label(SummaryRow row) =>
        IsAumannShapley(row) ? row.Candidate.Baseline!.Name : row.Candidate.Name;

    private static bool IsAumannShapley(SummaryRow row) => row.Candidate.Name == NeuronScores.AumannShapley;

    private static bool IsMethod(SummaryRow row) => !IsAumannShapley(row) || row.Candidate.Baseline!.Name == "opt";

    private static bool IsCurve(ResultPlot plot) => plot.Plot is LinePlot;

    private static ResultPlot Overview(string name, string what, Criterion criterion, IEnumerable<SummaryRow> rows) =>
        new(
            $"{name}-{SummaryTable.FileName(criterion.Name)}",
            new BarPlot(
                "",
                "",
                new Axis(SummaryTable.Heading(criterion)),
                [
                    .. rows.Where(r => double.IsFinite(r.Estimate.Mean))
                        .GroupBy(Label, StringComparer.Ordinal)
                        .Select(s => new BarSeries(
                            s.Key,
                            [.. s.Select(r => new PlotBar(r.Candidate.Layer, r.Estimate.Mean, Spread.Of(r.Estimate)))]
                        )),
                ]
            )
            {
                Width = 1000,
            },
            $"{criterion.Name} by layer: {what}. Means over the photos with 95 % bootstrap intervals."
        );
}
