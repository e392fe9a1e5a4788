using Ascribe.Autodiff;

namespace Ascribe;

/// <summary>
/// DeepLIFT: the difference of the target between example and baseline is sent back, each operator accounting for all of its
/// own, so that contributions sum to F(x) − F(b) exactly.
/// </summary>
/// <remarks>
/// Shrikumar, Greenside and Kundaje, "Learning Important Features Through Propagating Activation Differences", 2017. How each
/// operator does it is told at <see cref="Rescale"/> and <see cref="RevealCancel"/>.
/// </remarks>
public sealed record DeepLift : AttributionMethod
{
    /// <summary>The rule of nonlinearities.</summary>
    public DeepLiftRule Rule { get; init; } = DeepLiftRule.Rescale;

    /// <summary>Whether multipliers are multiplied by x − b; without it, completeness is not claimed.</summary>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => Rule == DeepLiftRule.Rescale ? "deeplift" : "deeplift-revealcancel";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    ) =>
        new DifferenceMean(Name, new DifferencePropagation(Rule, MultiplyByInputs))
        {
            Settings =
            [
                KeyValuePair.Create("rule", Rule == DeepLiftRule.Rescale ? "rescale" : "revealcancel"),
                KeyValuePair.Create("multiply-by-inputs", MultiplyByInputs ? "true" : "false"),
            ],
        }.Explain(network, question, execution ?? Execution.Default, cancellation);
}
