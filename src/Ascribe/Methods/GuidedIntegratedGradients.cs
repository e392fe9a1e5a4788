using System.Collections.Immutable;
using Ascribe.Gradients;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Guided integrated gradients: gradients are integrated along a path from the baseline to the example that moves the elements of the
/// smallest gradient first, so that it avoids what is steep on the way.
/// </summary>
/// <remarks>
/// Kapishnikov et al., "Guided Integrated Gradients: an Adaptive Path Method for Removing Noise", 2021, Algorithm 1. With every step the
/// path comes nearer to the example by 1/T of ‖x − b‖₁. Steps follow one another; examples go side by side.
/// The paper takes the gradient where a step begins. Where F has kinks that does not converge however many steps there are: the path
/// prefers what is flat, so that it runs along kinks, and always steps off on the flat side. Here a step is credited with a mean of the
/// gradients at both its ends (the next step needs the second anyway), weighted so that it explains by how much F changed: exact for
/// one kink, half and half in the limit where F is smooth.
/// </remarks>
public sealed record GuidedIntegratedGradients : AttributionMethod
{
    /// <summary>T: steps of the path. Each costs a gradient, and there is one more at the end.</summary>
    public int Steps { get; init; } = 200;

    /// <summary>The share of the elements still to be moved that move together, those of the smallest gradients; in (0, 1].</summary>
    public double Fraction { get; init; } = 0.1;

    /// <summary>
    /// How far an element may be ahead of the straight line or behind it, as a share of its way from baseline to example; 1 for a path
    /// that only the gradients decide, 0 for the straight line.
    /// </summary>
    public double MaxDistance { get; init; } = 0.02;

    /// <inheritdoc/>
    public override string Name => "guided-integrated-gradients";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        Check();
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var paths = situation.Rows.Select(row => new GuidedPath(compilation.Features, row, this)).ToImmutableArray();
        for (var step = 0; step <= Steps; step++)
        {
            var evaluator = new GradientEvaluator(compilation, new GradientOptions(), execution.Part(step, Steps + 1));
            evaluator.Evaluate(
                situation.Rows.Select((row, e) => new GradientWork(e, row, [paths[e].Place()])),
                situation.Examples,
                (example, row) => paths[example].Take(row),
                cancellation
            );
        }
        return situation.Attribution(
            [.. paths.Select(p => (Func<string, double[]>)p.Of)],
            [.. paths.Select(p => p.BeginningOutput)],
            complete: true,
            new Provenance(
                Name,
                Settings(
                    compilation,
                    question,
                    ("steps", Steps),
                    ("fraction", Fraction),
                    ("max-distance", MaxDistance)
                ),
                (Steps + 1L) * situation.Examples,
                execution.Seed
            )
        );
    }

    private void Check()
    {
        if (Steps < 1)
            throw new ModelException($"{Steps} steps lead nowhere; take at least 1.");
        if (Fraction is not (> 0 and <= 1))
            throw new ModelException($"the fraction of elements that move together is {Fraction}, not in (0, 1].");
        if (MaxDistance is not (>= 0 and <= 1))
            throw new ModelException($"the distance from the straight line is {MaxDistance}, not in [0, 1].");
    }
}
