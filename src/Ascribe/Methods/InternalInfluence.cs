using System.Collections.Immutable;
using System.Numerics.Tensors;
using Ascribe.Gradients;

namespace Ascribe;

/// <summary>Internal influence: ∫₀¹ ∂F/∂A dα at a layer A while the inputs move from their baseline to the example, multiplied by nothing.</summary>
/// <remarks>Leino et al., "Influence-Directed Explanations for Deep Convolutional Networks", 2018.</remarks>
public sealed record InternalInfluence : InputPathMethod
{
    /// <summary>Where the points lie and what they weigh.</summary>
    public Quadrature Quadrature { get; init; } = Quadrature.GaussLegendre;

    /// <inheritdoc/>
    public override string Name => "internal-influence";

    private protected override ImmutableArray<QuadraturePoint> Points => Quadrature.Points(Steps);

    private protected override IEnumerable<(string Name, object Setting)> OwnSettings => [("quadrature", Quadrature)];

    private protected override bool IsComplete => false;

    private protected override InputPathSum Begin() => new WeightedGradients();

    private sealed class WeightedGradients : InputPathSum
    {
        protected override void Add(double[] sum, string layer, GradientRow row, QuadraturePoint point) =>
            TensorPrimitives.MultiplyAdd(row.Gradients[layer].ToDoubles(), point.Weight, sum, sum);
    }
}
