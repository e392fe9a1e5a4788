using System.Globalization;

namespace Ascribe;

/// <summary>Uniform noise between the smallest and the largest element of each example.</summary>
/// <remarks>Every example gets the same draws, scaled to its range, so that a batch is answered like its examples alone.</remarks>
public sealed record UniformBaseline : DrawnBaseline
{
    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site) =>
        site.Map(elements =>
        {
            var random = site.Noise(Seed);
            var range = ValueRange.Of(elements);
            return Array.ConvertAll(elements, _ => range.Low + random.NextDouble() * range.Width);
        });

    /// <inheritdoc/>
    public override string ToString() =>
        Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"uniform:seed={seed}") : "uniform";
}
