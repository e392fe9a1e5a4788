using System.Collections.Immutable;
using Ascribe.Autodiff;

namespace Ascribe;

/// <summary>
/// Layer-wise relevance propagation: F(x) itself is shared out, layer by layer, each layer by the rule that a composite gives it.
/// </summary>
/// <remarks>
/// Bach et al. 2015; Montavon et al. 2019. There is no baseline: the question's is not looked at, and F counts as 0 where relevance
/// ends, so that <see cref="Attribution.CompletenessGap"/> is ΣR − F(x): what biases and stabilizers kept. It is 0 without biases as ε
/// goes to 0. Explain the logit of a class: relevance does not pass a softmax.
/// </remarks>
public sealed record LayerwiseRelevancePropagation : AttributionMethod
{
    /// <summary>Which rule is followed where; ε everywhere by default.</summary>
    public LrpComposite Composite { get; init; } = LrpComposite.Default;

    /// <inheritdoc/>
    public override string Name => "lrp";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        question = question with { Baseline = Baseline.Zero, Baselines = ImmutableDictionary<string, Baseline>.Empty };
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        ImmutableArray<ImmutableDictionary<string, Tensor>> none = [ImmutableDictionary<string, Tensor>.Empty];
        var sums = new PropagationRuns(compilation, new RelevancePropagation(Composite), execution).Run(
            situation.Rows,
            [.. situation.Rows.Select(_ => none)],
            cancellation
        );
        var settings = ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .AddRange(Composite.Settings)
            .Add("target", question.Target.ToString())
            .AddRange(compilation.Settings);
        return situation.Attribution(
            [.. sums.Select(s => (Func<string, double[]>)s.Of)],
            [.. sums.Select(s => s.BaselineOutput)],
            complete: true,
            new Provenance(Name, settings, situation.Examples, execution.Seed),
            "biases and stabilizers keep it; where contributions have to sum, take deeplift"
        );
    }
}
