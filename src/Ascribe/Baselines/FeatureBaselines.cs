using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>A baseline of its own for each of several features.</summary>
/// <param name="Baselines">By feature.</param>
/// <param name="Other">For all others; null where there shall be none.</param>
internal sealed record FeatureBaselines(ImmutableDictionary<string, Baseline> Baselines, Baseline? Other) : Baseline
{
    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site)
    {
        var own =
            Baselines.GetValueOrDefault(site.Feature)
            ?? Other
            ?? throw new ModelException(
                $"there is no baseline for '{site.Feature}', but for {string.Join(", ", Baselines.Keys.Order(StringComparer.Ordinal))}."
            );
        return own.Of(site);
    }

    /// <inheritdoc/>
    public override string ToString() => $"by feature: {string.Join(", ", Baselines.Values.Distinct())}";
}
