using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Runtime;

namespace Ascribe.Metrics;

/// <summary>How often a model decides for which class.</summary>
/// <param name="Counts">Examples by their own class, and then by the one that the model decides for.</param>
public sealed record ConfusionMatrix(ImmutableArray<ImmutableArray<int>> Counts)
{
    private const int RowsPerRun = 64;

    /// <summary>The number of examples.</summary>
    public int Total => Counts.Sum(row => row.Sum());

    /// <summary>The share of examples that the model decides rightly; NaN without any.</summary>
    public double Accuracy => Total == 0 ? double.NaN : Counts.Index().Sum(r => r.Item[r.Index]) / (double)Total;

    /// <summary>Runs a model on examples; it decides for the largest of its scores, the first output of floating type, [N, classes].</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">Examples do not fit the model, or one has a class that the model does not tell.</exception>
    public static ConfusionMatrix Of(
        Model model,
        LabeledBatch examples,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var how = execution ?? Execution.Default;
        var scores = model.Graph.Outputs.FirstOrDefault(o => o.ElementType.IsFloating()) ?? model.Graph.Outputs[0];
        using var session = new Session(model with { Graph = model.Graph with { Outputs = [scores] } });
        var decided = new List<int>();
        var classes = 0;
        OrderedRuns.Run(
            session,
            examples.BatchesFor(model, how.MicroBatch ?? RowsPerRun).Select(b => b.Inputs),
            how.Workers,
            (_, outputs) =>
            {
                decided.AddRange(Decided(outputs[0]));
                classes = outputs[0].Length / (int)outputs[0].Shape[0];
            },
            cancellation
        );
        return Of(examples.Classes, decided, classes);
    }

    /// <summary>Counts decisions.</summary>
    /// <param name="classes">The class of each example.</param>
    /// <param name="decided">What was decided for each.</param>
    /// <param name="count">How many classes there are.</param>
    /// <exception cref="ModelException">A class is out of range.</exception>
    public static ConfusionMatrix Of(ImmutableArray<long> classes, IReadOnlyList<int> decided, int count)
    {
        foreach (var wrong in classes.Where(c => c < 0 || c >= count))
            throw new ModelException(
                $"an example is of class {wrong}, but the model tells {count} classes, 0 to {count - 1}."
            );
        var counts = Enumerable.Range(0, count).Select(_ => new int[count]).ToArray();
        foreach (var (own, said) in classes.Zip(decided))
            counts[own][said]++;
        return new([.. counts.Select(row => row.ToImmutableArray())]);
    }

    /// <summary>
    /// 2·hits/(decisions for the class + examples of it): the harmonic mean of precision and recall; NaN where the class neither
    /// occurs nor is decided for.
    /// </summary>
    /// <param name="number">The class.</param>
    public double F1(int number)
    {
        var all = Counts[number].Sum() + Counts.Sum(row => row[number]);
        return all == 0 ? double.NaN : 2.0 * Counts[number][number] / all;
    }

    /// <summary>The mean of <see cref="F1"/> over the first classes; those that do not occur are left out.</summary>
    /// <param name="classes">How many.</param>
    public double MeanF1(int classes) =>
        Enumerable.Range(0, classes).Select(F1).Where(f => !double.IsNaN(f)).DefaultIfEmpty(double.NaN).Average();

    private static IEnumerable<int> Decided(Tensor scores)
    {
        if (scores.Rank == 0 || scores.Shape[0] == 0)
            throw new ModelException($"the model gives {scores}, but a decision needs scores [N, classes].");
        return scores.ToDoubles().Chunk(scores.Length / (int)scores.Shape[0]).Select(s => s.IndexOf(s.Max()));
    }
}
