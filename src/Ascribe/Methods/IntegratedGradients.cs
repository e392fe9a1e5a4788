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
    /// <summary>Points on the path, where no <see cref="Tolerance"/> decides how many there are.</summary>
    public int Steps { get; init; } = 50;

    /// <summary>Where the points lie and what they weigh, where no <see cref="Tolerance"/> decides it.</summary>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <summary>
    /// The completeness gap to be reached, for each example by itself: relative to |F(x) − F(b)|, absolute where that is 0. The line is
    /// halved where it is needed. Null to take <see cref="Steps"/> points.
    /// </summary>
    /// <remarks>
    /// Memory grows with the pieces of an example, of which there are at most <see cref="MostSteps"/>/10, each as large as the features;
    /// as many examples are worked on as there are workers. A small gap says that the sum is right, not that every part of it is.
    /// </remarks>
    public double? Tolerance { get; init; }

    /// <summary>Gradients that may be taken for an example to meet the <see cref="Tolerance"/>; where they do not suffice, a warning says so.</summary>
    public int MostSteps { get; init; } = 1000;

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
        var results = Tolerance is { } tolerance
            ? new BisectedLines(compilation, situation, new PathOptions(MultiplyByInputs), execution).Evaluate(
                tolerance,
                MostSteps,
                cancellation
            )
            : Even(compilation, situation, execution, cancellation);
        var attribution = situation.Attribution(
            [.. results.Select(r => (Func<string, double[]>)(f => r.Sums[f]))],
            [.. results.Select(r => r.BeginningOutput)],
            MultiplyByInputs,
            new Provenance(
                Name,
                Settings(compilation, question, OwnSettings(results)),
                results.Sum(r => r.Evaluations),
                execution.Seed
            )
        );
        return attribution with { Warnings = [.. Unmet(results), .. attribution.Warnings] };
    }

    private ImmutableArray<LineResult> Even(
        Compilation compilation,
        Situation situation,
        Execution execution,
        CancellationToken cancellation
    )
    {
        var points = Quadrature.WithBaseline(Quadrature.Points(Steps));
        var results = new LineResult[situation.Examples];
        var options = new PathOptions(MultiplyByInputs, Targets: situation.Groups[0].Targets);
        new PathEvaluator(compilation, options, execution).Evaluate(
            situation.Groups.Select(group => new PathWork(group, [new Leg(points)])),
            (long)points.Length * situation.Examples,
            (row, sum) => results[row] = new LineResult(sum.ByFeature, sum.BeginningOutput, points.Length),
            cancellation
        );
        return [.. results];
    }

    private IEnumerable<Warning> Unmet(ImmutableArray<LineResult> results)
    {
        ImmutableArray<int> examples = [.. Enumerable.Range(0, results.Length).Where(e => !results[e].IsMet)];
        if (!examples.IsEmpty)
            yield return new Warning(
                WarningKind.Tolerance,
                $"the tolerance {Tolerance?.ToString(CultureInfo.InvariantCulture)} was not met with {MostSteps} gradients for an example, or cannot be met in single precision; allow more, or ask for less.",
                examples
            );
    }

    private IEnumerable<(string Name, object Setting)> OwnSettings(ImmutableArray<LineResult> results) =>
        Tolerance is { } tolerance
            ?
            [
                ("tolerance", tolerance),
                ("most-steps", MostSteps),
                ("steps", string.Join(", ", results.Select(r => r.Evaluations))),
                ("quadrature", $"{Quadrature.GaussLegendre} ({BisectedLine.Points}, bisected)"),
                ("multiply-by-inputs", MultiplyByInputs),
            ]
            : [("steps", Steps), ("quadrature", Quadrature), ("multiply-by-inputs", MultiplyByInputs)];
}
