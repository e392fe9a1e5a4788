namespace Ascribe.Estimators;

/// <summary>Weighted least squares on coalitions drawn by their leverage, which makes all sizes equally likely.</summary>
/// <remarks>
/// Musco and Witter, "Provably accurate Shapley value estimation via leverage score sampling", 2024. With an intercept for each
/// size, what depends on the size alone does not disturb the fit. Fits to samples have a bias, which is small beside the standard
/// error and goes with the inverse of the budget.
/// </remarks>
public sealed record LeverageShap : ShapleyEstimator
{
    /// <summary>Whether each size of a coalition has a free intercept.</summary>
    public bool SizeIntercepts { get; init; }

    /// <inheritdoc/>
    public override string Name => SizeIntercepts ? "leverage-shap-sizes" : "leverage-shap";

    private protected override long LeastBudget(int players)
    {
        RegressionSampling.RequireFew(Name, players);
        return 4;
    }

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        var design = new PairedDesign(game.Players, _ => 1);
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
                    SizeIntercepts
                );
                return ([.. fit.Slopes], fit.StandardErrors(design));
            }
        );
    }
}
