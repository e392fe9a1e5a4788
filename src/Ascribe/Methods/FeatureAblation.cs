using System.Collections.Immutable;
using Ascribe.Games;
using Ascribe.Players;

namespace Ascribe;

/// <summary>F(x) − F(x with one player at its baseline), given to every element of the player. Nothing is differentiated.</summary>
/// <remarks>
/// <see cref="Attribution.Players"/> holds the same numbers by player. They do not sum to F(x) − F(b): what two players do together
/// counts for both.
/// </remarks>
public sealed record FeatureAblation : AttributionMethod
{
    /// <summary>Who is taken away, one at a time.</summary>
    public PlayerDivision Players { get; init; } = PlayerDivision.Elements;

    /// <inheritdoc/>
    public override string Name => "feature-ablation";

    /// <inheritdoc/>
    public override Attribution Explain(
        Network network,
        Question question,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        execution ??= Execution.Default;
        var compilation = network.Compile(question);
        var situation = Situation.Of(compilation, question, execution, cancellation);
        var games = ModelGame.Of(compilation, situation, situation.Groups, Players, execution);
        var total = games.Sum(g => (long)AblationWork.Ends + g.Players);
        var work = new AblationWork(total, execution.Progress);
        var ablations = games
            .Select(game =>
            {
                var everybody = Coalition.All(game.Players);
                return work.Run(game, Enumerable.Range(0, game.Players).Select(everybody.Without), cancellation);
            })
            .ToImmutableArray();
        var provenance = new Provenance(
            Name,
            Settings(
                compilation,
                question,
                ("players", $"{Players} ({string.Join(", ", games.Select(g => g.Players).Distinct())})")
            ),
            0,
            execution.Seed
        )
        {
            ModelEvaluations = work.Evaluations,
        };
        return situation.Attribution(
            [
                .. games.Select(
                    (game, e) => (Func<string, double[]>)(f => game.Partition.Spread(f, ablations[e].Effects))
                ),
            ],
            [.. ablations.Select(a => a.BaselineOutput)],
            complete: false,
            provenance
        ) with
        {
            Players =
            [
                .. games.Select(
                    (g, e) => new PlayerValues(g.Partition, [.. ablations[e].Effects], [.. new double[g.Players]])
                ),
            ],
        };
    }
}
