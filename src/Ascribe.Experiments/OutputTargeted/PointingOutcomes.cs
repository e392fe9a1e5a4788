using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>All trials that were played.</summary>
/// <param name="result">The numbers; its criteria are hits, exact hits, whether a picture is difficult, and the objects' share.</param>
/// <param name="trials">The trials in the order in which they were asked for.</param>
internal sealed class PointingOutcomes(EvaluationResult result, ImmutableArray<PointingTrialSource> trials)
{
    private readonly ImmutableArray<PointingTrialSource> played =
    [
        .. trials.ExceptBy(result.Skipped.Select(s => s.Name), t => t.Name, StringComparer.Ordinal),
    ];

    /// <summary>The seed of what is random.</summary>
    public int Seed => result.Seed;

    /// <summary>How many trials of a collection were played.</summary>
    public int Count(string collection) => played.Count(t => t.Collection == collection);

    /// <summary>The mean share of the view that the objects of a collection cover.</summary>
    public double Chance(string collection) =>
        Of(collection, result.Plan.Candidates[0], 3).Where(s => !double.IsNaN(s)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Every candidate's outcome in a collection.</summary>
    public ImmutableArray<PointingOutcome> Of(string collection) =>
        [.. result.Plan.Candidates.Select(c => Of(collection, c))];

    private PointingOutcome Of(string collection, Candidate candidate)
    {
        var sources = played.Where(t => t.Collection == collection).ToArray();
        var hits = Of(collection, candidate, 0);
        var difficult = Of(collection, candidate, 2);
        return new(
            candidate,
            [
                .. sources
                    .Select(
                        (s, i) =>
                            (Hit: hits[i], Trial: new PointingTrial(s.Name, s.Class, difficult[i] > 0, hits[i] > 0))
                    )
                    .Where(t => !double.IsNaN(t.Hit))
                    .Select(t => t.Trial),
            ],
            [.. hits],
            Proportion.Of(Of(collection, candidate, 1))
        );
    }

    private double[] Of(string collection, Candidate candidate, int criterion) =>
        [.. result.Of(candidate, result.Plan.Criteria[criterion]).Where((_, i) => played[i].Collection == collection)];
}
