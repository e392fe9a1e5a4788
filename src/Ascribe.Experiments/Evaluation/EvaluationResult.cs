using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Plan">What was judged, and by what.</param>
/// <param name="Values">The numbers of each example: candidate by candidate, criterion by criterion; NaN where there is none.</param>
public sealed record EvaluationResult(EvaluationPlan Plan, ImmutableArray<ImmutableArray<double>> Values)
{
    /// <summary>The examples that could not be read; they have no numbers.</summary>
    public ImmutableArray<SkippedExample> Skipped { get; init; } = [];

    /// <summary>Means of the curves behind scores.</summary>
    public ImmutableArray<MeanCurve> Curves { get; init; } = [];

    /// <summary>The seed of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>The number of a criterion at each example, for one candidate.</summary>
    public double[] Of(Candidate candidate, Criterion criterion)
    {
        var column = Plan.Candidates.IndexOf(candidate) * Plan.Criteria.Length + Plan.Criteria.IndexOf(criterion);
        return [.. Values.Select(example => example[column])];
    }

    /// <summary>Means, intervals, and what differs from the best.</summary>
    public ImmutableArray<SummaryRow> Summarize() =>
        [.. Plan.Criteria.SelectMany(criterion => CriterionSummary.Of(this, criterion))];
}
