using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Metrics;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Evaluation;

/// <summary>Judges all candidates at one example after the other.</summary>
/// <param name="plan">What is judged.</param>
/// <param name="network">The model.</param>
/// <param name="options">How.</param>
/// <param name="parts">Told of every explanation and every judgement.</param>
/// <param name="cancellation">Ends the work early.</param>
internal sealed class ExampleEvaluation(
    EvaluationPlan plan,
    Network network,
    EvaluationOptions options,
    Parts parts,
    CancellationToken cancellation
)
{
    private readonly HashSet<Candidate> warm = [];
    private readonly HashSet<string> remarked = new(StringComparer.Ordinal);
    private readonly Execution execution = options.Execution with { Progress = null };

    /// <summary>Parts of the work that an example is.</summary>
    public static long PartsOf(EvaluationPlan plan) => (long)plan.Candidates.Length * (1 + plan.Criteria.Length);

    /// <summary>What is found at an example: candidate by candidate, criterion by criterion.</summary>
    /// <param name="name">What the example is called.</param>
    /// <param name="example">The question about it.</param>
    /// <param name="needed">Whether it is an error that nothing at all can be had.</param>
    /// <exception cref="ModelException">Nothing can be had, though it is needed.</exception>
    public ImmutableArray<CriterionValue> Of(string name, Question example, bool needed)
    {
        var found = ImmutableArray.CreateBuilder<CriterionValue>();
        var baselines = new FoundBaselines(network, execution, cancellation);
        var failed = new Dictionary<string, Exception>(StringComparer.Ordinal);
        foreach (var candidate in plan.Candidates)
        {
            var asked = example with { Features = candidate.Features };
            var explained = Try($"{candidate}", () => Explain(candidate, asked, baselines), failed);
            parts.Done(1);
            foreach (var criterion in plan.Criteria)
            {
                var value = explained is null
                    ? null
                    : Try($"{criterion.Name} of {candidate}", () => criterion.Of(explained, cancellation), failed);
                found.Add(value ?? CriterionValue.Missing);
                parts.Done(1);
            }
        }
        if (needed && failed.Count > 0 && found.All(f => ReferenceEquals(f, CriterionValue.Missing)))
            throw new ModelException(
                $"nothing can be evaluated: {failed.Values.First().Message}",
                failed.Values.First()
            );
        Remark(name, failed);
        return found.ToImmutable();
    }

    private static T? Try<T>(string what, Func<T> action, Dictionary<string, Exception> failed)
        where T : class
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is ModelException or NotDifferentiableException)
        {
            failed[what] = e;
            return null;
        }
    }

    /// <summary>Says what failed, once for each thing that can fail.</summary>
    private void Remark(string name, Dictionary<string, Exception> failed)
    {
        foreach (var (what, why) in failed.Where(f => remarked.Add(f.Key)))
            options.Remark?.Invoke($"left out at {name}, and wherever else it fails: {what}: {why.Message}");
    }

    private ExplainedExample Explain(Candidate candidate, Question example, FoundBaselines baselines)
    {
        var asked = candidate.Baseline?.Of(example) ?? example;
        var question = baselines.Of(example, candidate.Baseline);
        var measured = MeasuredAttribution.Of(candidate.Method, network, question, execution, cancellation);
        // The first time includes what is compiled once.
        if (warm.Add(candidate) && plan.Criteria.Contains(Criterion.Time))
            measured = MeasuredAttribution.Of(candidate.Method, network, question, execution, cancellation);
        return new ExplainedExample(network, candidate, asked, question, measured, baselines, execution);
    }
}
