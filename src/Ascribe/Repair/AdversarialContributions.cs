using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Repair;

/// <summary>What the neurons of a layer contribute to the classes that attacks have reached, in the mean over attacked examples.</summary>
/// <param name="Method">How contributions are found.</param>
/// <param name="Baseline">What stands for absence at the layer.</param>
/// <remarks>
/// Source: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022, section 5.6. Contributions keep
/// their signs; sums are kept in double precision.
/// </remarks>
public sealed record AdversarialContributions(AttributionMethod Method, Baseline Baseline)
{
    /// <summary>The output that holds the scores; null for the model's first one that may.</summary>
    public string? Scores { get; init; }

    /// <summary>Explains attacked examples and takes the mean.</summary>
    /// <param name="network">The model.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="attacked">Attacked examples with the classes that were reached; read once, a batch at a time.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>A number per neuron, double[1, …].</returns>
    /// <exception cref="ModelException">There is no example, or the layer does not exist.</exception>
    /// <exception cref="NotDifferentiableException">A node between layer and scores has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Tensor Of(
        Network network,
        string layer,
        IEnumerable<LabeledBatch> attacked,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        double[] sums = [];
        ImmutableArray<long> shape = [];
        var count = 0;
        foreach (var (number, inputs) in attacked.SelectMany(batch => batch.ByClass()))
        {
            var question = new Question(inputs)
            {
                Target = Target.Class(number) with { ValueName = Scores },
                Features = [layer],
                Baseline = Baseline,
            };
            var values = Method.Explain(network, question, execution, cancellation).Values[layer];
            shape = values.Shape.SetItem(0, 1);
            count += (int)values.Shape[0];
            Add(values.ToDoubles(), ref sums, (int)Tensor.CountOf(shape));
        }
        return count == 0
            ? throw new ModelException("there is no attacked example to find vulnerable neurons by.")
            : Tensor.Of(Array.ConvertAll(sums, sum => sum / count), shape.AsSpan());
    }

    private static void Add(double[] values, ref double[] sums, int size)
    {
        if (sums.Length == 0)
            sums = new double[size];
        for (var i = 0; i < values.Length; i++)
            sums[i % size] += values[i];
    }
}
