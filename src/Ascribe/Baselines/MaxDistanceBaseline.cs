namespace Ascribe;

/// <summary>Every element replaced by whichever end of its example's range lies farther from it; in the middle, the upper end.</summary>
public sealed record MaxDistanceBaseline : Baseline
{
    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site) =>
        site.Map(elements =>
        {
            var range = ValueRange.Of(elements);
            return Array.ConvertAll(elements, a => a - range.Low > range.High - a ? range.Low : range.High);
        });

    /// <inheritdoc/>
    public override string ToString() => "max-distance";
}
