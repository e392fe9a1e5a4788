using System.Collections.Immutable;

namespace Ascribe.Metrics;

/// <summary>How far contributions are from summing to what they explain: |ΣR − (F(x) − F(b))|. Smaller is better.</summary>
/// <remarks>
/// F(b) is what the attribution states, or the target at the question's baseline where it states none. Many methods do not claim to
/// be complete; the number says how far they are.
/// </remarks>
public sealed record CompletenessGap : Score
{
    /// <summary>Whether the gap is divided by |F(x) − F(b)|; otherwise it is in units of the target.</summary>
    public bool Relative { get; init; }

    /// <inheritdoc/>
    public override string Name => "completeness-gap";

    /// <inheritdoc/>
    public override bool LargerIsBetter => false;

    /// <inheritdoc/>
    public override string Unit => Relative ? "" : "target";

    /// <inheritdoc/>
    public override ScoreResult Evaluate(
        Network network,
        Question question,
        Attribution attribution,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var compilation = network.Compile(question);
        var answer = Answer.To(compilation, question, attribution);
        var at = attribution.Output.ToDoubles();
        var from = attribution.BaselineOutput.ToDoubles();
        var evaluations = 0;
        if (from.Any(double.IsNaN))
        {
            var sites = BaselineSites.Of(compilation, question, execution ?? Execution.Default, cancellation);
            var evaluated = sites.OutputsAt(sites.Baselines(question));
            from = [.. from.Zip(evaluated, (stated, found) => double.IsNaN(stated) ? found : stated)];
            evaluations = from.Length;
        }
        ImmutableArray<double> values = [.. at.Select((f, e) => Gap(answer.Sum(e), f - from[e]))];
        return new ScoreResult
        {
            Score = this,
            Values = values,
            Warnings = ScoreResult.WhereUndefined(
                values,
                "the target is the same at the example and at the baseline, so that no gap is relative to their difference; choose another baseline, or take the gap itself."
            ),
            Evaluations = evaluations,
        };
    }

    private double Gap(double sum, double difference) =>
        !Relative ? Math.Abs(sum - difference)
        : difference == 0 ? double.NaN
        : Math.Abs((sum - difference) / difference);
}
