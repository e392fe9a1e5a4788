using System.Collections.Immutable;
using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Experiments.SameBudget;

/// <summary>A way to find Shapley values that is compared with others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Estimate">The values at a budget and seed, and what they cost; null where the budget is too small for it.</param>
internal sealed record Contender(
    string Name,
    Func<BenchCase, long, int, CancellationToken, (double[] Values, long Cost)?> Estimate
)
{
    /// <summary>What a gradient costs, in evaluations of the model.</summary>
    public const int GradientCost = 3;

    /// <summary>Whether it takes gradients of the model, and so more time than the table of all values.</summary>
    public bool TakesGradients { get; init; }

    /// <summary>Whether it claims only the ratios between players, so that its error says nothing.</summary>
    public bool OnlyRatios { get; init; }

    /// <summary>Estimators that ask for values, then methods that take gradients.</summary>
    public static ImmutableArray<Contender> All { get; } =
    [
        .. ShapleyEstimator.All.Where(e => e is not ExactShapley).Select(ByValues),
        ByGradients("shapley-ig", (players, budget) => Shapley(players, budget, CoalitionSizes.Uniform)),
        ByGradients("shapley-ig as printed", (players, budget) => Shapley(players, budget, CoalitionSizes.AsPrinted)),
        ByGradients("block-shapley-ig", Blocks),
        ByGradients("expected-gradients", (_, budget) => new ExpectedGradients { Samples = (int)Gradients(budget) }),
    ];

    private static Contender ByValues(ShapleyEstimator estimator) =>
        new(
            estimator.Name,
            (bench, budget, seed, cancellation) =>
            {
                try
                {
                    var options = new EstimationOptions { Budget = budget, Seed = seed };
                    var estimate = estimator.Estimate(bench.Table, options, cancellation);
                    return ([.. estimate.Values], estimate.Evaluations);
                }
                catch (ModelException)
                {
                    return null;
                }
            }
        )
        {
            OnlyRatios = estimator is EffectiveShapley,
        };

    private static Contender ByGradients(string name, Func<Players.PlayerDivision, long, AttributionMethod> method) =>
        new(name, (bench, budget, seed, cancellation) => bench.Explain(p => method(p, budget), seed, cancellation))
        {
            TakesGradients = true,
        };

    /// <summary>Gradients that a budget allows for, one being spent on the output at the baseline.</summary>
    private static long Gradients(long budget) => budget / GradientCost - 1;

    private static ShapleyIntegratedGradients Shapley(Players.PlayerDivision players, long budget, CoalitionSizes sizes)
    {
        const int steps = 10;
        return new ShapleyIntegratedGradients
        {
            Players = players,
            Samples = (int)(Gradients(budget) / steps),
            Steps = steps,
            Sizes = sizes,
            Normalization = Normalization.Absence,
        };
    }

    private static BlockShapleyIntegratedGradients Blocks(Players.PlayerDivision players, long budget)
    {
        const int blocks = 4;
        const int steps = 3;
        return new BlockShapleyIntegratedGradients
        {
            Players = players,
            Blocks = blocks,
            Steps = steps,
            Samples = (int)(Gradients(budget) / (blocks * steps) / 2 * 2),
        };
    }
}
