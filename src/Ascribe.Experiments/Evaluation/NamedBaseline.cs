using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>A baseline with what tables call it, which is how it was asked for.</summary>
/// <param name="Name">Such as <c>blur:3</c>; two baselines of one name are taken for the same.</param>
/// <param name="Baseline">What stands for absence.</param>
public sealed record NamedBaseline(string Name, Baseline Baseline)
{
    /// <summary>Baselines of single features, where they differ.</summary>
    public ImmutableDictionary<string, Baseline> ByFeature { get; init; } = ImmutableDictionary<string, Baseline>.Empty;

    /// <summary>The question, asked against this baseline.</summary>
    public Question Of(Question question) => question with { Baseline = Baseline, Baselines = ByFeature };

    /// <summary>At a layer: the value that it takes where the inputs are at this baseline.</summary>
    /// <param name="name">What tables call that.</param>
    public NamedBaseline AtInput(string name) =>
        new(name, Baseline.AtInput(ByFeature.IsEmpty ? Baseline : Baseline.ByFeature(ByFeature, Baseline)));
}
