using System.Globalization;
using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The feature blurred by a Gaussian over its spatial axes, channel by channel.</summary>
/// <remarks>
/// The kernel reaches over 4σ and sums to 1. Behind a border the picture goes on mirrored, its edge repeated (d c b a | a b c d),
/// so that every channel keeps its mean.
/// </remarks>
public sealed record BlurBaseline : Baseline
{
    private const double Reach = 4;
    private const double LargestSigma = 10_000;

    /// <summary>σ in positions, 0 … 10,000. At 0 the feature stays what it is.</summary>
    public double Sigma { get; init; } = 10;

    /// <summary>The axis of the channels, from the end where negative; all others behind the batch are spatial.</summary>
    public int ChannelAxis { get; init; } = 1;

    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site)
    {
        if (Sigma is not (>= 0 and <= LargestSigma))
            throw new ModelException($"a blur cannot have a σ of {Sigma}; take one from 0 to {LargestSigma}.");
        var layout = FeatureLayout.WithPositions(site, ChannelAxis, this);
        var blurred = site.Value.ToDoubles();
        foreach (var axis in layout.Spatial)
        {
            var weights = Weights((int)layout.Shape[axis]);
            blurred = AxisLines.Map(
                blurred,
                layout.Shape,
                axis,
                weights.Length,
                (from, to) =>
                {
                    for (var i = 0; i < to.Length; i++)
                        to[i] = TensorPrimitives.Dot(weights[i], from);
                }
            );
        }
        return Tensor.Of(blurred, layout.Shape.AsSpan()).To(site.Value.ElementType);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"blur:{Sigma}");

    /// <summary>How much each position of a line gives to each, mirrored borders included.</summary>
    private double[][] Weights(int extent)
    {
        var radius = (int)Math.Ceiling(Reach * Sigma);
        var kernel = new double[2 * radius + 1];
        for (var k = -radius; k <= radius; k++)
            kernel[k + radius] = Sigma == 0 ? 1 : Math.Exp(-0.5 * k * k / (Sigma * Sigma));
        TensorPrimitives.Divide(kernel, TensorPrimitives.Sum<double>(kernel), kernel);
        var weights = new double[extent][];
        for (var i = 0; i < extent; i++)
        {
            weights[i] = new double[extent];
            for (var k = -radius; k <= radius; k++)
                weights[i][Mirrored(i + k, extent)] += kernel[k + radius];
        }
        return weights;
    }

    private static int Mirrored(int place, int extent)
    {
        var turn = ((place % (2 * extent)) + 2 * extent) % (2 * extent);
        return turn < extent ? turn : 2 * extent - 1 - turn;
    }
}
