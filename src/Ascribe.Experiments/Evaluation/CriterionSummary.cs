using System.Collections.Immutable;
using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>Sums up one criterion: means, and comparisons with the best candidate of each layer, all corrected together.</summary>
internal static class CriterionSummary
{
    private const double Confidence = 0.95;

    /// <summary>A row a candidate, in the order of the plan.</summary>
    public static IEnumerable<SummaryRow> Of(EvaluationResult result, Criterion criterion)
    {
        var bootstrap = new Bootstrap { Confidence = Confidence, Seed = result.Seed };
        var rows = result
            .Plan.Candidates.Select(c => new SummaryRow(criterion, c, bootstrap.Mean(result.Of(c, criterion))))
            .ToArray();
        var best = rows.Where(r => !double.IsNaN(r.Estimate.Mean))
            .GroupBy(r => r.Candidate.Layer, StringComparer.Ordinal)
            .ToDictionary(layer => layer.Key, layer => Best(layer, criterion), StringComparer.Ordinal);
        var compared = rows.Select(r => Compare(r, best.GetValueOrDefault(r.Candidate.Layer))).ToArray();
        var corrected = Holm.Correct([.. compared.Select(r => r.P)]);
        return compared.Zip(corrected, Judge);

        SummaryRow Compare(SummaryRow row, Candidate? winner) =>
            row with
            {
                Best = winner,
                ToBest =
                    winner is null || winner == row.Candidate
                        ? null
                        : bootstrap.Compare(result.Of(row.Candidate, criterion), result.Of(winner, criterion)),
            };
    }

    private static Candidate Best(IEnumerable<SummaryRow> rows, Criterion criterion) =>
        (criterion.LargerIsBetter ? rows.MaxBy(r => r.Estimate.Mean) : rows.MinBy(r => r.Estimate.Mean))!.Candidate;

    private static SummaryRow Judge(SummaryRow row, double corrected) =>
        row with
        {
            CorrectedP = corrected,
            Standing =
                row.Best == row.Candidate ? Standing.Best
                : row.ToBest is null || double.IsNaN(corrected) ? Standing.Unknown
                : row.ToBest.IsSignificant && corrected < 1 - Confidence ? Standing.Worse
                : Standing.NotToldApart,
        };
}
