using System.Collections.Immutable;
using Ascribe.Gradients;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// IDGI, important direction gradient integration: each step of the line from the baseline to the example shares out the change of the
/// target itself, in proportion to the squares of the gradient.
/// </summary>
/// <remarks>
/// Yang, Wang and Bilgic, "IDGI: A Framework to Eliminate Explanation Noise from Integrated Gradients", 2023, Algorithm 1. Whatever the
/// number of steps, contributions sum to F(x) − F(b), but for steps whose gradient is 0 where they begin: what F changes there nothing
/// explains, and it stays in the gap.
/// </remarks>
public sealed record ImportantDirectionIntegration : AttributionMethod
{
    /// <summary>Steps of the line, all equally long.</summary>
    public int Steps { get; init; } = 50;

    /// <inheritdoc/>
    public override string Name => "idgi";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        if (Steps < 1)
            throw new ModelException($"{Steps} steps lead nowhere; take at least 1.");
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var sums = situation.Rows.Select(_ => new Shares()).ToImmutableArray();
        var evaluations = (Steps + 1L) * situation.Examples;
        new GradientEvaluator(compilation, new GradientOptions(), execution).Evaluate(
            situation.Rows.Select((row, e) => new GradientWork(e, row, Line(row))),
            evaluations,
            (example, row) => sums[example].Add(row),
            cancellation
        );
        return situation.Attribution(
            [.. sums.Select(s => (Func<string, double[]>)s.Of)],
            [.. sums.Select(s => s.BeginningOutput)],
            complete: true,
            new Provenance(Name, Settings(compilation, question, ("steps", Steps)), evaluations, execution.Seed)
        );

        IEnumerable<ImmutableDictionary<string, Tensor>> Line(ImmutableDictionary<string, Tensor> row) =>
            Enumerable.Range(0, Steps + 1).Select(t => FeatureLine.At(compilation.Features, row, (double)t / Steps));
    }

    /// <summary>The changes of one example's target so far, shared out.</summary>
    private sealed class Shares
    {
        private readonly Dictionary<string, double[]> sums = new(StringComparer.Ordinal);
        private readonly Dictionary<string, double[]> gradients = new(StringComparer.Ordinal);
        private double output = double.NaN;

        public double BeginningOutput { get; private set; }

        public double[] Of(string feature) => sums[feature];

        public void Add(GradientRow row)
        {
            if (sums.Count == 0)
                Begin(row);
            else
                Share(row.Target - output);
            output = row.Target;
            foreach (var (feature, gradient) in row.Gradients)
                gradients[feature] = gradient.ToDoubles();
        }

        private void Begin(GradientRow row)
        {
            BeginningOutput = row.Target;
            foreach (var (feature, gradient) in row.Gradients)
                sums[feature] = new double[gradient.Length];
        }

        private void Share(double change)
        {
            var squares = sums.Keys.Sum(f => gradients[f].Sum(g => g * g));
            if (squares == 0)
                return;
            foreach (var (feature, sum) in sums)
            {
                var gradient = gradients[feature];
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += gradient[i] * gradient[i] / squares * change;
            }
        }
    }
}
