using System.Text.Json;
using Ascribe.Experiments.Pruning;
using Ascribe.Metrics;

namespace Ascribe.Cli.Results;

/// <summary>The result of pruning as JSON.</summary>
internal static class PruningJson
{
    /// <summary>Labels, rates, and a row for each model.</summary>
    public static string Text(PruningResult result) =>
        JsonSerializer.Serialize(
            new
            {
                labels = result.Task.Labels,
                rates = result.Rates,
                examples = result.Task.Held.Count,
                models = result.Models.Select(m => Row(m, result.Task.Wanted)),
            },
            JsonFormat.Indented
        );

    private static object Row(PrunedModel model, int wanted) =>
        new
        {
            channelsBy = model.Name,
            before = Decisions(model.Before, wanted),
            after = model.After is { } after ? Decisions(after, wanted) : null,
            parameters = model.Size.Parameters,
            bytes = model.Size.Bytes,
            gigaFlops = model.Size.GigaFlops,
            milliseconds = model.Milliseconds,
            kept = model.Kept.ToDictionary(k => k.Key, k => k.Value.ToArray(), StringComparer.Ordinal),
        };

    private static object Decisions(ConfusionMatrix matrix, int wanted) =>
        new { f1 = Number(matrix.MeanF1(wanted)), accuracy = Number(matrix.Accuracy) };

    /// <summary>JSON knows no NaN.</summary>
    private static double? Number(double number) => double.IsNaN(number) ? null : number;
}
