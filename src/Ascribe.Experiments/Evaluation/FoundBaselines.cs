using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The baselines of one example: each is found once at each layer, however many ask for it.</summary>
/// <param name="network">The model.</param>
/// <param name="execution">How to do the work.</param>
/// <param name="cancellation">Ends it early.</param>
internal sealed class FoundBaselines(Network network, Execution execution, CancellationToken cancellation)
{
    private readonly Dictionary<string, Lazy<ImmutableDictionary<string, Baseline>>> found = new(
        StringComparer.Ordinal
    );

    /// <summary>The question against a baseline, given as tensors.</summary>
    /// <param name="question">About the one example that all questions are about.</param>
    /// <param name="baseline">The baseline; null to leave the question as it is.</param>
    /// <exception cref="Onnx.ModelException">There is no such baseline here; everybody who asks is told.</exception>
    public Question Of(Question question, NamedBaseline? baseline)
    {
        if (baseline is null)
            return question;
        var key = string.Join('\n', [baseline.Name, .. question.Features]);
        if (!found.TryGetValue(key, out var once))
            found[key] = once = new(() => Find(baseline.Of(question)));
        return question with { Baselines = once.Value };
    }

    private ImmutableDictionary<string, Baseline> Find(Question question) =>
        network
            .Baselines(question, execution, cancellation)
            .ToImmutableDictionary(b => b.Key, b => Baseline.Given(b.Value), StringComparer.Ordinal);
}
