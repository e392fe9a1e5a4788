using Ascribe.Autodiff;
using Ascribe.Gradients;

namespace Ascribe;

/// <summary>A method that looks at the gradient at the example, and nowhere else. It compares with no baseline.</summary>
public abstract record PointMethod : AttributionMethod
{
    /// <summary>How rectifying units are read.</summary>
    private protected virtual Rectification Reading => Rectification.Gradient;

    /// <summary>What the method's own settings are.</summary>
    private protected virtual IEnumerable<(string Name, object Setting)> OwnSettings => [];

    /// <summary>What becomes of an element's gradient.</summary>
    /// <param name="gradient">∂F by the element.</param>
    /// <param name="value">The element.</param>
    private protected abstract double Contribution(double gradient, double value);

    /// <inheritdoc/>
    public sealed override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        question = question.WithoutBaseline();
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var contributions = new Func<string, double[]>[situation.Examples];
        new GradientEvaluator(compilation, new GradientOptions(Reading: Reading), execution).Evaluate(
            situation.Rows.Select((row, e) => new GradientWork(e, row, [row])),
            situation.Examples,
            (e, row) =>
                contributions[e] = f =>
                    [
                        .. row.Gradients[f]
                            .ToDoubles()
                            .Zip(situation.Rows[e][PathPort.Example(f)].ToDoubles(), Contribution),
                    ],
            cancellation
        );
        return situation.Attribution(
            [.. contributions],
            baselineOutputs: null,
            complete: false,
            new Provenance(Name, Settings(compilation, question, OwnSettings), situation.Examples, execution.Seed)
        );
    }
}
