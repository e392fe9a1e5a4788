using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Players;

namespace Ascribe;

/// <summary>Shapley values of the game that the model plays, exact or estimated from its values alone; no gradient is taken.</summary>
/// <remarks>
/// A player's value is divided evenly among its elements, so that contributions sum to F(x) − F(b) as they do with any other method;
/// <see cref="Attribution.Players"/> holds the values themselves.
/// </remarks>
public sealed record ShapleyValues : AttributionMethod
{
    /// <summary>How the values are found.</summary>
    public ShapleyEstimator Estimator { get; init; } = new LeverageShap { SizeIntercepts = true };

    /// <summary>Who plays.</summary>
    public PlayerDivision Players { get; init; } = PlayerDivision.Elements;

    /// <summary>Model evaluations for each example, at most. Exact values take what they need.</summary>
    public long Budget { get; init; } = 2048;

    /// <summary>The relative error to stop at; see <see cref="EstimationOptions.Precision"/>.</summary>
    public double? Precision { get; init; }

    /// <inheritdoc/>
    public override string Name => Estimator.Name;

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
        var estimates = games
            .Select(
                (game, example) => Estimator.Estimate(game, Options(execution, example, games.Length), cancellation)
            )
            .ToImmutableArray();
        var shares = games.Select((g, e) => Shares(g.Partition, estimates[e].Values)).ToImmutableArray();
        var errors = games.Select((g, e) => Shares(g.Partition, estimates[e].StandardErrors)).ToImmutableArray();
        var provenance = new Provenance(Name, Settings(compilation, question, games), 0, execution.Seed)
        {
            ModelEvaluations = estimates.Sum(e => e.Evaluations) + games.Length,
        };
        var attribution = situation.Attribution(
            shares,
            [.. games.Select(g => g.Value(Coalition.Empty(g.Players), cancellation))],
            complete: Estimator is not EffectiveShapley,
            provenance
        );
        var estimated = attribution with
        {
            StandardErrors = situation.Stacked(errors),
            Players =
            [
                .. games.Select(
                    (g, e) => new PlayerValues(g.Partition, estimates[e].Values, estimates[e].StandardErrors)
                ),
            ],
        };
        return estimated.WarnedOfChance(Precision, "allow a larger budget");
    }

    private static Func<string, double[]> Shares(PlayerPartition partition, ImmutableArray<double> values)
    {
        var sizes = partition.Sizes;
        double[] shares = [.. values.Select((value, player) => value / sizes[player])];
        return feature => partition.Spread(feature, shares);
    }

    private EstimationOptions Options(Execution execution, int example, int examples) =>
        new()
        {
            Budget = Budget,
            Seed = execution.Seed,
            Precision = Precision,
            Progress = execution.Progress is { } progress ? new PartOfProgress(progress, example, examples) : null,
        };

    private ImmutableSortedDictionary<string, string> Settings(
        Compilation compilation,
        Question question,
        ImmutableArray<ModelGame> games
    ) =>
        ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .Add("players", $"{Players} ({string.Join(", ", games.Select(g => g.Players).Distinct())})")
            .AddRange(
                Estimator is ExactShapley
                    ? []
                    : new[] { KeyValuePair.Create("budget", Budget.ToString(CultureInfo.InvariantCulture)) }
            )
            .AddRange(
                Precision is { } p
                    ? [KeyValuePair.Create("precision", p.ToString(CultureInfo.InvariantCulture))]
                    : Enumerable.Empty<KeyValuePair<string, string>>()
            )
            .AddRange(Estimator.Settings)
            .AddRange(question.Settings)
            .AddRange(compilation.Settings);
}
