using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Evaluation;

/// <summary>What is judged, and by what.</summary>
/// <param name="Candidates">Methods, against baselines, at layers; in the order of the tables.</param>
/// <param name="Criteria">What each explanation of each candidate is judged by.</param>
public sealed record EvaluationPlan(ImmutableArray<Candidate> Candidates, ImmutableArray<Criterion> Criteria)
{
    /// <summary>Whatever else numbers depend on, such as the model's file, by name. Kept with the scores, which no other plan may continue.</summary>
    public ImmutableSortedDictionary<string, string> Settings { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Makes sure that there is something to do, and that names tell everything apart.</summary>
    /// <exception cref="ModelException">Nothing is to be judged, or two things bear one name.</exception>
    internal void Check()
    {
        if (Candidates.IsEmpty || Criteria.IsEmpty)
            throw new ModelException("an evaluation needs at least one method and one score.");
        var twice = Candidates
            .Select(c => c.ToString())
            .Concat(Criteria.Select(c => $"the score {c.Name}"))
            .GroupBy(name => name, StringComparer.Ordinal)
            .FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new ModelException($"{twice.Key} is to be judged twice under one name; name the two apart.");
    }
}
