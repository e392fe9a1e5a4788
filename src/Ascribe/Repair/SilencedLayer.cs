using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Onnx.Passes;

namespace Ascribe.Repair;

/// <summary>A model behind one of its layers: what it says where parts of the layer are silent. What lies before the layer runs once.</summary>
public sealed class SilencedLayer : IDisposable
{
    private readonly Compilation compilation;
    private readonly RowGraph graph;
    private readonly ImmutableDictionary<string, Tensor> values;
    private readonly Execution execution;
    private readonly CancellationToken cancellation;

    /// <summary>Runs the model up to the layer.</summary>
    /// <param name="network">The model, which outlives this.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">The examples, [E, …] by input.</param>
    /// <param name="scores">The output that holds the scores; null for the model's first one that may.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">The layer does not exist, or does not lead to the scores.</exception>
    public SilencedLayer(
        Network network,
        string layer,
        ImmutableDictionary<string, Tensor> inputs,
        string? scores = null,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        this.execution = execution ?? Execution.Default;
        this.cancellation = cancellation;
        Layer = layer;
        compilation = network.Compile(
            new Question(inputs) { Features = [layer], Target = Target.Top with { ValueName = scores } }
        );
        if (compilation.Cut.Downstream.IsEmpty)
            throw new ModelException(
                $"'{layer}' does not lead to '{compilation.TargetValue}', so that silencing it changes nothing."
            );
        var widened = inputs.ToImmutableDictionary(i => i.Key, i => i.Value.Widened(), StringComparer.Ordinal);
        values = compilation.Forward.Run(widened, this.execution, cancellation);
        graph = new RowGraph(compilation, Build(), isGradient: false);
    }

    /// <summary>The layer.</summary>
    public string Layer { get; }

    /// <summary>The layer's shape for one example, [1, …].</summary>
    public ImmutableArray<long> Shape => values[Layer].Shape.SetItem(0, 1);

    /// <summary>How many examples there are.</summary>
    public int Examples => (int)values[Layer].Shape[0];

    /// <summary>The scores of every example under every mask.</summary>
    /// <param name="masks">What the layer is multiplied by, [1, …] each.</param>
    /// <returns>For each example a tensor [masks, classes].</returns>
    public ImmutableArray<Tensor> Scores(IReadOnlyList<Tensor> masks)
    {
        var rows = graph.Plan(execution).Rows;
        var work = Enumerable
            .Range(0, Examples)
            .SelectMany(e => masks.Chunk(rows).Select(chunk => (Example: e, Masks: chunk)));
        var found = Enumerable.Range(0, Examples).Select(_ => new List<Tensor>()).ToArray();
        var runs = (masks.Count + rows - 1) / rows;
        graph.Run(
            work.Select(w => Feeds(w.Example, w.Masks)),
            execution,
            (run, outputs) => found[run / runs].Add(outputs[0].Copy()),
            cancellation
        );
        return [.. found.Select(parts => Tensor.Stacked(parts))];
    }

    /// <inheritdoc/>
    public void Dispose() => graph.Dispose();

    private Model Build()
    {
        var builder = Continuation.Begin(compilation);
        var info = compilation.Canonical.Graph.Info(Layer)!;
        Continuation.Define(builder, info, Continuation.Row(builder, info, PathPort.Example(Layer), Dim.Batch));
        var scores = Continuation.WriteValue(builder, compilation);
        var classes = Target.Single(scores).Aggregate(1L, (product, extent) => product * extent);
        builder.Output(Op.Reshape(scores, -1, classes), "repair/scores");
        return compilation.Canonical with { Graph = builder.Build("repair") };
    }

    private ImmutableDictionary<string, Tensor> Feeds(int example, Tensor[] masks)
    {
        var value = values[Layer].Rows(example, 1);
        var silenced = masks.Select(mask => Times(value, mask)).ToArray();
        return compilation
            .Cut.Sides.ToImmutableDictionary(
                PathPort.Side,
                side => values[side].Rows(example, 1),
                StringComparer.Ordinal
            )
            .Add(PathPort.Example(Layer), Tensor.Stacked(silenced));
    }

    private static Tensor Times(Tensor value, Tensor mask)
    {
        if (mask.Length != value.Length)
            throw new ModelException($"a mask {mask} does not fit a layer {value}.");
        var product = value.ToDoubles().Zip(mask.ToDoubles(), (v, m) => v * m);
        return Tensor.Of(product.ToArray(), value.Shape.AsSpan()).To(value.ElementType);
    }
}
