namespace Ascribe;

/// <summary>The feature's own value, at a layer its activation. Nothing is differentiated, and the target does not matter.</summary>
public sealed record Activation : AttributionMethod
{
    /// <inheritdoc/>
    public override string Name => "activation";

    /// <inheritdoc/>
    public override Attribution Explain(
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
        return situation.Attribution(
            [
                .. situation.Rows.Select(row =>
                    (Func<string, double[]>)(feature => row[PathPort.Example(feature)].ToDoubles())
                ),
            ],
            baselineOutputs: null,
            complete: false,
            new Provenance(Name, Settings(compilation, question), 0, execution.Seed)
            {
                ModelEvaluations = situation.Examples,
            }
        );
    }
}
