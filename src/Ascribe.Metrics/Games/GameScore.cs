using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Metrics;

/// <summary>
/// A score that takes players away and asks the model what is left. Who is away is decided inside the graph, at the input and at any
/// layer alike; a run holds coalitions of one example, and memory does not grow with their number.
/// </summary>
public abstract record GameScore : Score
{
    /// <summary>Who comes and goes together. What a player was given is the sum over its elements.</summary>
    public PlayerDivision Players { get; init; } = PlayerDivision.Elements;

    /// <summary>What takes the place of elements that are away, at every feature; null for the question's own baseline.</summary>
    public Baseline? Replacement { get; init; }

    /// <inheritdoc/>
    public sealed override ScoreResult Evaluate(
        Network network,
        Question question,
        Attribution attribution,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        Check();
        execution ??= Execution.Default;
        var replaced = Replacement is { } other
            ? question with
            {
                Baseline = other,
                Baselines = question.Baselines.Clear(),
            }
            : question;
        var compilation = network.Compile(replaced);
        var answer = Answer.To(compilation, replaced, attribution);
        var situation = Situation.Of(compilation, replaced, execution, cancellation);
        var games = ModelGame.Of(compilation, situation, situation.Singles, Players, execution);
        var players = games.Select((game, e) => new ScoredPlayers(game.Partition, answer, e)).ToArray();
        var work = new AblationWork(players.Sum(Evaluations), execution.Progress);
        var scored = games
            .Zip(players, (game, p) => Of(p, new GameRuns(game, work, answer.Entries, execution.Seed, cancellation)))
            .ToImmutableArray();
        ImmutableArray<double> values = [.. scored.Select(s => s.Value)];
        return new ScoreResult
        {
            Score = this,
            Values = values,
            Curves = [.. scored.Select(s => s.Curve).OfType<ScoreCurve>()],
            Warnings = ScoreResult.WhereUndefined(values, Undefined),
            Evaluations = work.Evaluations,
        };
    }

    /// <summary>What it means that a number is NaN, and what would help: a sentence for people.</summary>
    private protected virtual string Undefined => "the score means nothing here.";

    /// <summary>Whether the settings are in range.</summary>
    /// <exception cref="ModelException">One is not.</exception>
    private protected abstract void Check();

    /// <summary>How many coalitions of an example will be evaluated.</summary>
    private protected abstract long Evaluations(ScoredPlayers players);

    /// <summary>Scores an example.</summary>
    private protected abstract ExampleScore Of(ScoredPlayers players, GameRuns runs);
}
