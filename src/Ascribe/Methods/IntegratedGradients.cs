using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe;

/// <summary>
/// Integrated gradients: R = (x − b)·∫₀¹ ∂F/∂x(b + α(x − b)) dα, at the input or at any layer, where it is Aumann–Shapley
/// attribution of neurons.
/// </summary>
/// <remarks>
/// Sundararajan, Taly and Yan, "Axiomatic Attribution for Deep Networks", 2017, Eq. 1; at a layer: Shi, Li and Yamaguchi,
/// "Output-targeted baseline for neuron attribution calculation", 2022, Eq. 3–4.
/// </remarks>
public sealed record IntegratedGradients : AttributionMethod
{
    /// <summary>Points on the path.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>Where the points lie and what they weigh.</summary>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <summary>Whether the mean gradient is multiplied by x − b; without it, completeness is not claimed.</summary>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "integrated-gradients";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var evaluator = new PathEvaluator(compilation, new PathOptions(MultiplyByInputs), execution);
        var points = WithBaseline(Quadrature.Points(Steps));
        var evaluations = (long)points.Length * situation.Examples;
        var sums = new PathSum[situation.Examples];
        evaluator.Evaluate(
            situation.Rows.Select((row, example) => new PathWork(example, row, [new Leg(points)])),
            evaluations,
            (example, sum) => sums[example] = sum,
            cancellation
        );
        var provenance = new Provenance(Name, Settings(compilation, question), evaluations, execution.Seed);
        return situation.Attribution(
            [.. sums.Select(s => (Func<string, double[]>)s.Of)],
            [.. sums.Select(s => s.BeginningOutput)],
            MultiplyByInputs,
            provenance
        );
    }

    /// <summary>A point of no weight at the baseline, for F(b), where the rule does not go there anyway.</summary>
    private static ImmutableArray<QuadraturePoint> WithBaseline(ImmutableArray<QuadraturePoint> points) =>
        points[0].Position == 0 ? points : points.Insert(0, new QuadraturePoint(0, 0));

    private ImmutableSortedDictionary<string, string> Settings(Compilation compilation, Question question) =>
        ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .Add("steps", Steps.ToString(CultureInfo.InvariantCulture))
            .Add("quadrature", Quadrature.Name)
            .Add("multiply-by-inputs", MultiplyByInputs ? "true" : "false")
            .AddRange(question.Settings)
            .AddRange(compilation.Settings);
}
