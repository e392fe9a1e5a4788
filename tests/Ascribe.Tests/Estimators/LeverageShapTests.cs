using Ascribe.Games;

namespace Ascribe.Tests.Estimators;

public sealed class LeverageShapTests
{
    /// <summary>What twelve players bring along, and beside that a lot that depends on their number alone.</summary>
    private static Game SizeAndSum =>
        Game.Of(12, c => c.Members.Sum(p => p - 4.0) + 20 * Math.Cos(c.Size) * Math.Exp(c.Size / 6.0));

    [Theory]
    [InlineData(100)]
    [InlineData(200)]
    public void SizeIntercepts_SolveAGameOfSizeAndSumsExactly(long budget)
    {
        var exact = GameTable.Of(SizeAndSum).Shapley();
        for (var seed = 0; seed < 10; seed++)
        {
            Distance
                .Largest([.. Estimation.Estimate("leverage-shap-sizes", SizeAndSum, budget, seed).Values], exact)
                .ShouldBeLessThan(1e-9);
            Distance
                .Largest([.. Estimation.Estimate("leverage-shap", SizeAndSum, budget, seed).Values], exact)
                .ShouldBeGreaterThan(0.1);
        }
    }
}
