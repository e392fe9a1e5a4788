using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>A baseline with what tables call it.</summary>
/// <param name="Name">Such as <c>blur:3</c>; two baselines of one name are taken for the same.</param>
/// <param name="Baseline">What stands for absence.</param>
public sealed record NamedBaseline(string Name, Baseline Baseline)
{
    /// <summary>Baselines of single features, where they differ; those of features that nobody asks about do not matter.</summary>
    public ImmutableDictionary<string, Baseline> ByFeature { get; init; } = ImmutableDictionary<string, Baseline>.Empty;

    /// <summary>The question, asked against this baseline.</summary>
    public Question Of(Question question) =>
        question with
        {
            Baseline = Baseline,
            Baselines = question.Features.IsEmpty
                ? ByFeature
                : ByFeature.RemoveRange(ByFeature.Keys.Except(question.Features, StringComparer.Ordinal)),
        };
}
