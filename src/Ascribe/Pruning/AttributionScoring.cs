using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>What channels contribute to the classes of examples, summed over positions and examples.</summary>
/// <param name="Method">How contributions are found.</param>
/// <param name="Batches">The examples; read once, a batch at a time.</param>
/// <remarks>
/// Source: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022, section 5.5. Contributions
/// keep their signs, so that what speaks against the classes goes first. Sums are kept in double precision.
/// </remarks>
public sealed record AttributionScoring(AttributionMethod Method, IEnumerable<LabeledBatch> Batches) : ChannelScoring
{
    /// <summary>What stands for absence at each layer.</summary>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <summary>The value that holds the scores of the classes; null for the model's first output.</summary>
    public string? Scores { get; init; }

    /// <inheritdoc/>
    public override ChannelScores Score(
        Network network,
        ImmutableArray<string> layers,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var sums = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        Dictionary<string, ChannelAxis>? axes = null;
        foreach (var batch in Batches)
        {
            axes ??= Axes(network, layers, batch);
            foreach (var (number, inputs) in batch.ByClass())
            {
                foreach (var layer in layers)
                    Add(layer, Explain(number, inputs, layer).Values[layer]);
            }
        }
        if (axes is null)
            throw new ModelException("there are no examples to score channels by.");
        return new(
            sums.ToImmutableSortedDictionary(s => s.Key, s => s.Value.ToImmutableArray(), StringComparer.Ordinal)
        );

        Attribution Explain(long number, ImmutableDictionary<string, Tensor> inputs, string layer) =>
            Method.Explain(
                network,
                new Question(inputs)
                {
                    Target = Target.Class(number) with { ValueName = Scores },
                    Features = [layer],
                    Baseline = Baseline,
                },
                execution,
                cancellation
            );

        void Add(string layer, Tensor values)
        {
            var axis = axes![layer].Axis;
            if (!sums.TryGetValue(layer, out var sum))
                sums[layer] = sum = new double[values.Shape[axis]];
            AxisSums.Add(values, axis, v => v, sum);
        }
    }

    private static Dictionary<string, ChannelAxis> Axes(
        Network network,
        ImmutableArray<string> layers,
        LabeledBatch first
    )
    {
        var shapes = InputCheck.Shapes(network.Model.Graph, first.Inputs);
        var ties = new ChannelTies(PrunableForm.Of(network.Model, shapes).Graph);
        return layers.ToDictionary(layer => layer, ties.RequireChannels, StringComparer.Ordinal);
    }
}
