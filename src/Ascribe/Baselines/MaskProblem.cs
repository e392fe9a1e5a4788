using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Which mask s, 0 ≤ s ≤ 1, is wanted for an example: one of f(s⊙A)² + λ‖s − 1‖² as small as possible.</summary>
/// <param name="Example">The example.</param>
/// <param name="Elements">A, [1, …].</param>
/// <param name="Groups">Which elements share an entry of s.</param>
/// <param name="Output">f(A).</param>
/// <param name="Sums">q, for each entry of s: Σ A ⊙ ∂f/∂A over its elements.</param>
/// <param name="Penalty">λ = w·min(q², f²)/n, with q here the sum of all, n the number of entries and w a weight.</param>
/// <remarks>Source: [OTB] Eq. 7–9 and the choice of λ and μ behind them.</remarks>
internal sealed record MaskProblem(
    int Example,
    Tensor Elements,
    MaskGroups Groups,
    double Output,
    double[] Sums,
    double Penalty
)
{
    /// <summary>The problem where f and its gradient at A are known.</summary>
    /// <param name="example">The example.</param>
    /// <param name="elements">A, [1, …].</param>
    /// <param name="output">f(A).</param>
    /// <param name="gradient">∂f/∂A, [1, …].</param>
    /// <param name="groups">Which elements share an entry.</param>
    /// <param name="weight">w.</param>
    /// <exception cref="ModelException">They are no finite numbers.</exception>
    public static MaskProblem Of(
        int example,
        Tensor elements,
        double output,
        Tensor gradient,
        MaskGroups groups,
        double weight
    )
    {
        var sums = groups.Sums(elements, gradient);
        var total = TensorPrimitives.Sum<double>(sums);
        if (!double.IsFinite(output) || !double.IsFinite(total))
            throw new ModelException(
                $"the target or its gradient is not finite at example {example}, so that no mask follows from it."
            );
        return new(
            example,
            elements,
            groups,
            output,
            sums,
            weight * Math.Min(total * total, output * output) / groups.Count
        );
    }
}
