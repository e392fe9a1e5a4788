using System.Collections.Immutable;
using Ascribe.Gradients;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>
/// Conductance: ∫₀¹ ∂F/∂A·dA/dα dα at a layer A while the inputs move from their baseline to the example, which is the part of F(x) −
/// F(b) that flows through each neuron.
/// </summary>
/// <remarks>
/// Dhamdhere, Sundararajan and Yan, "How Important Is a Neuron?", 2018, Eq. 3. The integral is a Stieltjes sum over an even grid: the
/// mean gradient at two neighbouring points times the difference of A between them. So no kink of A is missed and nothing before the
/// layer is differentiated; the error shrinks with the square of the steps where F is smooth behind the layer, and with the steps where
/// it has kinks. Contributions sum to F(x) − F(b) where nothing goes around the layer; else no gap is told.
/// </remarks>
public sealed record Conductance : InputPathMethod
{
    /// <inheritdoc/>
    public override string Name => "conductance";

    private protected override ImmutableArray<QuadraturePoint> Points =>
        Steps >= 2
            ? Quadrature.Trapezoid.Points(Steps)
            : throw new ModelException($"conductance needs both ends of the line; take at least 2 steps, not {Steps}.");

    private protected override IEnumerable<(string Name, object Setting)> OwnSettings => [];

    private protected override bool IsComplete => true;

    private protected override InputPathSum Begin() => new StieltjesSum();

    private sealed class StieltjesSum : InputPathSum
    {
        private readonly Dictionary<string, (double[] Values, double[] Slopes)> last = new(StringComparer.Ordinal);

        protected override void Add(double[] sum, string layer, GradientRow row, QuadraturePoint point)
        {
            var (now, slopeNow) = (row.Values[layer].ToDoubles(), row.Gradients[layer].ToDoubles());
            if (last.TryGetValue(layer, out var before))
            {
                for (var i = 0; i < sum.Length; i++)
                    sum[i] += (before.Slopes[i] + slopeNow[i]) / 2 * (now[i] - before.Values[i]);
            }
            last[layer] = (now, slopeNow);
        }
    }
}
