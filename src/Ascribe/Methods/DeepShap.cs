using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe;

/// <summary>DeepSHAP: the mean of <see cref="DeepLift"/>'s Rescale over a set of references, every example meeting every reference.</summary>
/// <remarks>Lundberg and Lee, "A Unified Approach to Interpreting Model Predictions", 2017, section 4.2.</remarks>
public sealed record DeepShap : AttributionMethod
{
    /// <summary>
    /// The references: a tensor per input of the model, [R, …], whatever layer is explained. Empty for the question's own baseline as
    /// the only one.
    /// </summary>
    public ImmutableDictionary<string, Tensor> References { get; init; } = ImmutableDictionary<string, Tensor>.Empty;

    /// <summary>Whether multipliers are multiplied by x − b; without it, completeness is not claimed.</summary>
    public bool MultiplyByInputs { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "deepshap";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    ) =>
        new DifferenceMean(Name, new DifferencePropagation(DeepLiftRule.Rescale, MultiplyByInputs))
        {
            References = References,
            Settings =
            [
                KeyValuePair.Create(
                    "references",
                    References.IsEmpty ? "1" : References.Values.First().Shape[0].ToString(CultureInfo.InvariantCulture)
                ),
                KeyValuePair.Create("multiply-by-inputs", MultiplyByInputs ? "true" : "false"),
            ],
        }.Explain(network, question, execution ?? Execution.Default, cancellation);
}
