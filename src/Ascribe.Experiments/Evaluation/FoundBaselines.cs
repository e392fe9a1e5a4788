using System.Collections.Immutable;
using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>The baselines of the examples of a question: each is found once at each layer, however many ask for it.</summary>
/// <param name="network">The model.</param>
/// <param name="execution">How to do the work.</param>
/// <param name="cancellation">Ends it early.</param>
public sealed class FoundBaselines(Network network, Execution execution, CancellationToken cancellation)
{
    private readonly Dictionary<string, Lazy<ImmutableDictionary<string, Baseline>>> found = new(
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, SetEffects> effects = new(StringComparer.Ordinal);

    /// <summary>What random sets do against a baseline at a layer, for all who ask by the same key.</summary>
    internal SetEffects Effects(string key) => effects.TryGetValue(key, out var known) ? known : effects[key] = new();

    /// <summary>The question against a baseline, given as tensors.</summary>
    /// <param name="question">About the examples and the target that all questions are about.</param>
    /// <param name="baseline">The baseline; null to leave the question as it is.</param>
    /// <returns>The question; where several targets are asked about, it names the baseline instead.</returns>
    /// <exception cref="Onnx.ModelException">There is no such baseline here; everybody who asks is told.</exception>
    public Question Of(Question question, NamedBaseline? baseline)
    {
        if (baseline is null)
            return question;
        // A baseline that depends on the target has no tensor of the feature's shape where there are several targets.
        if (question.Target.Count > 1)
            return baseline.Of(question);
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
