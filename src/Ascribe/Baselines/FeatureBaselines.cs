using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>A baseline of its own for each of several features.</summary>
/// <param name="Baselines">By feature.</param>
internal sealed record FeatureBaselines(ImmutableDictionary<string, Baseline> Baselines) : Baseline
{
    /// <inheritdoc/>
    public override Tensor Of(BaselineSite site) =>
        Baselines.TryGetValue(site.Feature, out var own)
            ? own.Of(site)
            : throw new ModelException(
                $"there is no baseline for '{site.Feature}', but for {string.Join(", ", Baselines.Keys.Order(StringComparer.Ordinal))}."
            );

    /// <inheritdoc/>
    public override string ToString() => $"by feature: {string.Join(", ", Baselines.Values.Distinct())}";
}
