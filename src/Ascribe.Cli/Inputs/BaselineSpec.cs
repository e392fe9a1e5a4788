using System.Collections.Immutable;

namespace Ascribe.Cli.Inputs;

/// <summary>What --baseline amounts to.</summary>
/// <param name="Text">How it was written.</param>
/// <param name="Baseline">The baseline.</param>
/// <param name="ByFeature">Those of single features that a .npz file holds by name.</param>
internal sealed record BaselineSpec(string Text, Baseline Baseline, ImmutableDictionary<string, Baseline> ByFeature)
{
    /// <summary>The question, asked against this baseline.</summary>
    public Question Of(Question question) => question with { Baseline = Baseline, Baselines = ByFeature };

    /// <summary>At a layer: the value that it takes where the inputs are at this baseline.</summary>
    public BaselineSpec AtInput(string text) =>
        new(
            text,
            Baseline.AtInput(Baseline),
            ByFeature.ToImmutableDictionary(b => b.Key, b => Baseline.AtInput(b.Value), StringComparer.Ordinal)
        );
}
