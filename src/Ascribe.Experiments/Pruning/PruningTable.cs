using System.Collections.Immutable;

namespace Ascribe.Experiments.Pruning;

/// <summary>Models side by side: what they decide, how large and how fast they are.</summary>
public static class PruningTable
{
    /// <summary>A row for each model, beside the first of them.</summary>
    /// <param name="models">The whole model first.</param>
    /// <param name="task">What they were pruned for.</param>
    /// <param name="rates">At which rates, in words.</param>
    public static ResultTable Of(ImmutableArray<PrunedModel> models, PruningTask task, string rates)
    {
        var tuned = models.Any(m => m.After is not null);
        return new(
            "pruning",
            $"{string.Join(", ", task.Labels)}: {task.Held.Count} examples held back; rates {rates}. F1 is the mean over {task.Wanted} class{(task.Wanted == 1 ? "" : "es")}{(tuned ? "; what stands behind an arrow was trained further" : "")}.",
            ["channels by", "F1", "accuracy", "parameters", "bytes", "GFLOPs", "ms for one"],
            [.. models.Select(m => Row(m, models[0], task.Wanted))]
        );
    }

    private static ImmutableArray<string> Row(PrunedModel model, PrunedModel whole, int wanted) =>
        [
            model.Name,
            Change(model.Before.MeanF1(wanted), model.After?.MeanF1(wanted)),
            Change(model.Before.Accuracy, model.After?.Accuracy),
            Share(model.Size.Parameters, whole.Size.Parameters),
            Share(model.Size.Bytes, whole.Size.Bytes),
            $"{Numbers.Text(model.Size.GigaFlops)} ({Percent(model.Size.MultiplyAdds, whole.Size.MultiplyAdds)})",
            double.IsNaN(model.Milliseconds) ? "" : Numbers.Text(model.Milliseconds),
        ];

    private static string Change(double before, double? after) =>
        after is { } trained ? $"{Numbers.Fixed(before)} → {Numbers.Fixed(trained)}" : Numbers.Fixed(before);

    private static string Share(long part, long whole) => $"{part} ({Percent(part, whole)})";

    private static string Percent(long part, long whole) => $"{Numbers.Fixed(100.0 * part / Math.Max(1, whole), 0)} %";
}
