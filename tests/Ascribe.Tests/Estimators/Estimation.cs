using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Tests.Estimators;

/// <summary>Estimators by name, and short ways to ask them.</summary>
internal static class Estimation
{
    /// <summary>Every estimator, and those whose settings make another estimator of them.</summary>
    private static readonly ShapleyEstimator[] Known =
    [
        .. ShapleyEstimator.All,
        new PermutationSampling { Antithetic = false },
    ];

    /// <summary>All that there are.</summary>
    public static string[] All => [.. Known.Select(Title)];

    /// <summary>Those that estimate Shapley values, not only their ratios.</summary>
    public static string[] Estimating => [.. All.Where(n => n is not ("effective-shapley" or "shapley-exact"))];

    /// <summary>Those that solve for the values of a sample without replacement.</summary>
    public static string[] Regressions { get; } =
    ["kernel-shap", "leverage-shap", "leverage-shap-sizes", "regression-msr"];

    public static ShapleyEstimator Named(string name) => Known.Single(e => Title(e) == name);

    public static ShapleyEstimate Estimate(string name, Game game, long budget, int seed = 0) =>
        Named(name).Estimate(game, new EstimationOptions { Budget = budget, Seed = seed });

    /// <summary>The line with which a question is refused.</summary>
    public static string Refusal(Action ask)
    {
        var message = Should.Throw<ModelException>(ask).Message;
        message.ShouldNotContain("\n");
        return message;
    }

    private static string Title(ShapleyEstimator estimator) =>
        estimator is PermutationSampling { Antithetic: false } ? "permutation-shapley, plain" : estimator.Name;
}
