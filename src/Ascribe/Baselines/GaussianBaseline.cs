using System.Globalization;
using Ascribe.Onnx;
using MathNet.Numerics.Distributions;

namespace Ascribe;

/// <summary>The feature with normal noise, N(A, σ²), clipped to the range of each example.</summary>
/// <remarks>Every example gets the same draws, scaled to its range, so that a batch is answered like its examples alone.</remarks>
public sealed record GaussianBaseline : DrawnBaseline
{
    /// <summary>σ as a share of the range from the smallest to the largest element.</summary>
    public double Sigma { get; init; } = 0.5;

    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site)
    {
        if (!(Sigma >= 0 && double.IsFinite(Sigma)))
            throw new ModelException($"noise cannot have a σ of {Sigma}; take 0 or more.");
        return site.Map(elements =>
        {
            var noise = new double[elements.Length];
            Normal.Samples(site.Noise(Seed), noise, 0, 1);
            var range = ValueRange.Of(elements);
            return [.. elements.Zip(noise, (a, z) => Math.Clamp(a + Sigma * range.Width * z, range.Low, range.High))];
        });
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"gaussian:{Sigma}")
        + (Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $",seed={seed}") : "");
}
