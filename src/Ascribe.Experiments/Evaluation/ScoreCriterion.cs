using Ascribe.Metrics;
using Ascribe.Players;

namespace Ascribe.Experiments.Evaluation;

/// <summary>A score of <c>Ascribe.Metrics</c> as a criterion.</summary>
/// <param name="Score">The score. A <see cref="NearbyScore"/> is given the method of each candidate.</param>
public sealed record ScoreCriterion(Score Score) : Criterion
{
    /// <inheritdoc/>
    public override string Name { get; init; } = Score.Name;

    /// <inheritdoc/>
    public override bool LargerIsBetter => Score.LargerIsBetter;

    /// <inheritdoc/>
    public override string Unit => Score.Unit;

    /// <summary>
    /// What takes the place of what a <see cref="GameScore"/> takes away, the same for every candidate, so that all are judged alike; null
    /// for each candidate's own baseline.
    /// </summary>
    public NamedBaseline? Replacement { get; init; }

    /// <summary>Who comes and goes together in a <see cref="GameScore"/>, for a question; null for the score's own players.</summary>
    public Func<Question, PlayerDivision>? Players { get; init; }

    /// <inheritdoc/>
    internal override string Settings => $"{Name}: {Score}, replacement {Replacement?.Name ?? "own"}";

    /// <inheritdoc/>
    internal override CriterionValue Of(ExplainedExample explained, CancellationToken cancellation)
    {
        var question = Score switch
        {
            // Near the example, its baseline may be another one and is found again.
            NearbyScore => explained.Asked,
            GameScore when Replacement is { } other => explained.Baselines.Of(explained.Asked, other),
            _ => explained.Question,
        };
        var score = Score switch
        {
            NearbyScore again => again with { Method = explained.Candidate.Method },
            SensitivityN sets => (SensitivityN)Divided(sets, question) with { Effects = Shared(explained) },
            GameScore game => Divided(game, question),
            _ => Score,
        };
        var result = score.Evaluate(
            explained.Network,
            question,
            explained.Measured.Attribution,
            explained.Execution,
            cancellation
        );
        return new CriterionValue(result.Values[0], result.Curves.FirstOrDefault(c => !c.Positions.IsEmpty));
    }

    private GameScore Divided(GameScore score, Question question) =>
        Players is { } divide ? score with { Players = divide(question) } : score;

    /// <summary>Candidates against one baseline are asked about the same sets, which do the same for all of them.</summary>
    private SetEffects Shared(ExplainedExample explained) =>
        explained.Baselines.Effects(
            string.Join(
                '\n',
                [Name, (Replacement ?? explained.Candidate.Baseline)?.Name ?? "", .. explained.Asked.Features]
            )
        );
}
