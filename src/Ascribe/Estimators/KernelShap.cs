namespace Ascribe.Estimators;

/// <summary>Weighted least squares on coalitions drawn by the Shapley kernel, in pairs and without replacement.</summary>
/// <remarks>
/// Lundberg and Lee, "A unified approach to interpreting model predictions", 2017; pairs and the exact constraint: Covert and Lee,
/// "Improving KernelSHAP", 2021.
/// </remarks>
public sealed record KernelShap : ShapleyEstimator
{
    /// <inheritdoc/>
    public override string Name => "kernel-shap";

    private protected override long LeastBudget(int players)
    {
        RegressionSampling.RequireFew(Name, players);
        return 4;
    }

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        // All coalitions of a size together weigh (N − 1)/(k(N − k)).
        var design = new PairedDesign(game.Players, k => 1.0 / (k * (double)(game.Players - k)));
        return RegressionSampling.Run(
            game,
            design,
            random,
            (pairs, share) =>
            {
                var fit = new CoalitionRegression(
                    game.Players,
                    (game.Nobody, game.Everybody),
                    pairs,
                    share,
                    sizeIntercepts: false
                );
                return ([.. fit.Slopes], fit.StandardErrors(design));
            }
        );
    }
}
