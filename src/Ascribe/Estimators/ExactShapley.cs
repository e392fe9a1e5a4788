using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>All 2ᴺ values, and the Shapley values that follow from them. It takes what it needs, whatever the budget.</summary>
public sealed record ExactShapley : ShapleyEstimator
{
    /// <inheritdoc/>
    public override string Name => "shapley-exact";

    private protected override long LeastBudget(int players)
    {
        GameTable.RequireFew(players);
        return 0;
    }

    private protected override ShapleyEstimate Estimate(MeteredGame game, Random random)
    {
        var table = game.Table();
        return game.Estimate(table.Shapley(), new double[game.Players]);
    }
}
