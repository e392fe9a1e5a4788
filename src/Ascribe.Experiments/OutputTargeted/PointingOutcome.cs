using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What became of a candidate's heatmaps in one collection of pictures.</summary>
/// <param name="Candidate">Whose heatmaps.</param>
/// <param name="Trials">The trials that have an outcome, within 15 pixels.</param>
/// <param name="Hits">1 or 0 for every trial of the collection; NaN where there is no heatmap.</param>
/// <param name="Exact">Those without tolerance.</param>
internal sealed record PointingOutcome(
    Candidate Candidate,
    ImmutableArray<PointingTrial> Trials,
    ImmutableArray<double> Hits,
    Proportion Exact
)
{
    /// <summary>Hits among all trials.</summary>
    public Proportion All => new(Trials.Count(t => t.IsHit), Trials.Length);

    /// <summary>Hits among those on difficult pictures.</summary>
    public Proportion Difficult => new(Trials.Count(t => t.IsDifficult && t.IsHit), Trials.Count(t => t.IsDifficult));

    /// <summary>The mean of the classes' accuracies; NaN without trials.</summary>
    public double ByClass => Trials.IsEmpty ? double.NaN : PointingScore.Of(Trials).Accuracy;

    /// <summary>The same on difficult pictures.</summary>
    public double DifficultByClass => PointingScore.OfDifficult(Trials)?.Accuracy ?? double.NaN;
}
