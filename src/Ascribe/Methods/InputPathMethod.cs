using System.Collections.Immutable;
using Ascribe.Gradients;

namespace Ascribe;

/// <summary>
/// A method that follows a layer while the model's inputs move along the straight line from their baseline to the example. The layer is
/// the feature of the question; its baselines are those of the inputs: of what would be explained by default.
/// </summary>
/// <remarks>
/// Nothing is held at the example: every value of the model moves with the inputs. No backward rule is needed before the layer. A
/// baseline written for the layer as <see cref="Baseline.AtInput"/> means the same here.
/// </remarks>
public abstract record InputPathMethod : AttributionMethod
{
    /// <summary>Points on the line, and gradients for each example.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>Where the points lie and what they weigh, in ascending order.</summary>
    private protected abstract ImmutableArray<QuadraturePoint> Points { get; }

    /// <summary>What the method's own settings are.</summary>
    private protected abstract IEnumerable<(string Name, object Setting)> OwnSettings { get; }

    /// <summary>Whether contributions sum to F(x) − F(b) wherever everything flows through the layer.</summary>
    private protected abstract bool IsComplete { get; }

    /// <summary>A sum over the points of one example.</summary>
    private protected abstract InputPathSum Begin();

    /// <inheritdoc/>
    /// <remarks>Memory does not grow with the points.</remarks>
    public sealed override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        var layers = network.Compile(question);
        var compilation = network.Compile(question with { Features = [] }, layers.Features);
        var inputs = Situation.Of(compilation, question with { Features = [] }, execution, cancellation);
        var sums = inputs.Rows.Select(_ => Begin()).ToImmutableArray();
        var points = Quadrature.WithBaseline(Points);
        var evaluations = (long)points.Length * inputs.Examples;
        new GradientEvaluator(compilation, new GradientOptions(GradientBy.Watched), execution).Evaluate(
            inputs.Rows.Select((row, e) => new GradientWork(e, row, Line(compilation, row, points))),
            evaluations,
            (example, row) => sums[example].Add(row, points),
            cancellation
        );
        var situation = Situation.Of(layers, question.WithoutBaseline(), execution, cancellation);
        var own = OwnSettings.Append(("steps", Steps));
        return situation.Attribution(
            [.. sums.Select(s => (Func<string, double[]>)s.Of)],
            [.. sums.Select(s => s.BeginningOutput)],
            IsComplete && !Bypassed(layers, compilation),
            new Provenance(Name, Settings(compilation, question, own), evaluations, execution.Seed)
        );
    }

    /// <summary>Whether something of the inputs reaches the target without passing the layer.</summary>
    private static bool Bypassed(Compilation layers, Compilation inputs) =>
        layers.Cut.Sides.Any(side =>
            inputs.Features.Contains(side, StringComparer.Ordinal)
            || inputs.Cut.Downstream.Any(n => n.Outputs.Contains(side, StringComparer.Ordinal))
        );

    private static IEnumerable<ImmutableDictionary<string, Tensor>> Line(
        Compilation compilation,
        ImmutableDictionary<string, Tensor> row,
        ImmutableArray<QuadraturePoint> points
    ) => points.Select(p => FeatureLine.At(compilation.Features, row, p.Position));
}
