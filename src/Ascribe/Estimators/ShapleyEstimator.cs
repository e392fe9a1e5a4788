using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Estimators;

/// <summary>A way to find the Shapley values of a game that can only be asked what coalitions are worth.</summary>
public abstract record ShapleyEstimator
{
    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Every estimator, with its usual settings.</summary>
    public static ImmutableArray<ShapleyEstimator> All { get; } =
    [
        new ExactShapley(),
        new KernelShap(),
        new LeverageShap(),
        new LeverageShap { SizeIntercepts = true },
        new PermutationSampling(),
        new StratifiedSampling(),
        new OwenSampling(),
        new StratifiedSvarm(),
        new RegressionMsr(),
        new EffectiveShapley(),
    ];

    /// <summary>What differs from estimator to estimator of this kind, by name.</summary>
    public virtual IEnumerable<KeyValuePair<string, string>> Settings => [];

    /// <summary>Estimates the values of a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="options">Budget, seed and precision.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ModelException">The budget is too small, the players are too many, or the game has no value somewhere.</exception>
    public ShapleyEstimate Estimate(
        Game game,
        EstimationOptions? options = null,
        CancellationToken cancellation = default
    )
    {
        options ??= new EstimationOptions();
        if (options.Precision is not (null or > 0))
            throw new ModelException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the precision is {options.Precision}, but has to be above 0."
                )
            );
        // A single player's value is what everybody is worth beyond nobody, whatever the estimator.
        var least = game.Players == 1 ? Math.Min(2, LeastBudget(1)) : LeastBudget(game.Players);
        if (options.Budget < least)
            throw new ModelException(
                $"{Name} needs at least {least} evaluations where N = {game.Players}, but the budget is {options.Budget}."
            );
        var asked = new MeteredGame(game, options, cancellation);
        if (game.Players == 1)
            return asked.Estimate([asked.Everybody - asked.Nobody], [0]);
        return Estimate(asked, new Random(options.Seed));
    }

    /// <summary>The fewest evaluations that give an estimate.</summary>
    private protected abstract long LeastBudget(int players);

    /// <summary>Estimates the values of a game of at least two players.</summary>
    private protected abstract ShapleyEstimate Estimate(MeteredGame game, Random random);
}
