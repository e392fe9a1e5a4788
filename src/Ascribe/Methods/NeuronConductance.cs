using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Neuron conductance: (x − b)·∫₀¹ ∂F/∂A_j·∂A_j/∂x dα, the part of integrated gradients that flows through one neuron j of a layer A.
/// </summary>
/// <remarks>
/// Dhamdhere, Sundararajan and Yan, 2018, Eq. 2. Everything is differentiated: from the target back to the layer, there the neuron
/// alone is let through, and on to the features. Over all neurons of a layer that nothing goes around it sums to integrated gradients.
/// </remarks>
/// <param name="Gate">
/// The neuron, as <see cref="Target.Neuron"/> names it, or a sum of neurons of one value, each with its weight. It lies between the features
/// and the target.
/// </param>
public sealed record NeuronConductance(Target Gate) : AttributionMethod
{
    /// <summary>Points on the path.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>Where the points lie and what they weigh.</summary>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <summary>Whether the mean is multiplied by x − b.</summary>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "neuron-conductance";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        var gate = Gate.ValueName ?? network.ScoreOutput.Name;
        var compilation = network.Compile(question, [gate]);
        var weights = Weights(compilation, gate);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var points = Quadrature.WithBaseline(Quadrature.Points(Steps));
        var evaluations = (long)points.Length * situation.Examples;
        var sums = new PathSum[situation.Examples];
        var options = new PathOptions(MultiplyByInputs, Gate: gate, Targets: situation.Groups[0].Targets);
        new PathEvaluator(compilation, options, execution).Evaluate(
            situation
                .Groups.Select(g => g with { Feeds = g.Feeds.Add(PathPort.Gate, weights) })
                .Select(g => new PathWork(g, [new Leg(points)])),
            evaluations,
            (row, sum) => sums[row] = sum,
            cancellation
        );
        return situation.Attribution(
            [.. sums.Select(s => (Func<string, double[]>)s.Of)],
            [.. sums.Select(s => s.BeginningOutput)],
            complete: false,
            new Provenance(Name, Settings(compilation, question, OwnSettings), evaluations, execution.Seed)
        );
    }

    private IEnumerable<(string Name, object Setting)> OwnSettings =>
        [("gate", Gate), ("steps", Steps), ("quadrature", Quadrature), ("multiply-by-inputs", MultiplyByInputs)];

    /// <summary>The weights of the neurons within the layer, [1, …].</summary>
    private Tensor Weights(Compilation compilation, string gate)
    {
        if (Gate is TopTarget || Gate.Count > 1)
            throw new ModelException(
                $"which neuron is let through has to be named; '{Gate}' is not one neuron or one sum of neurons."
            );
        var info = compilation.Canonical.Graph.Info(gate)!;
        ImmutableArray<long> single = [1, .. info.Shape!.Value.Skip(1).Select(d => d.Extent!.Value)];
        return Gate.Weights(Tensor.Filled(info.ElementType, single, 0));
    }
}
