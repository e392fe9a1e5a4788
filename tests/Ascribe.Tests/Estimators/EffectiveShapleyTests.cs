using System.Numerics;
using Ascribe.Estimators;
using Ascribe.Games;
using Ascribe.Tests.Games;

namespace Ascribe.Tests.Estimators;

public sealed class EffectiveShapleyTests
{
    private const long EverySubset = 100_000;

    [Fact]
    public void Unanimity_DividesAmongThoseWhoAreNeeded()
    {
        var game = Game.Of(6, c => c.Contains(1) && c.Contains(3) && c.Contains(5) ? 7 : 0);
        Estimation.Estimate("effective-shapley", game, EverySubset).Values.ShouldBe([0, 7, 0, 7, 0, 7], 1e-9);
    }

    [Fact]
    public void EqualPlayers_GetEqualValues()
    {
        var values = Estimation.Estimate("effective-shapley", SampleGames.Vote, EverySubset).Values;
        // Their votes: 5, 3, 3, 2, 2, 1, 1, 1.
        (values[1], values[3], values[5], values[6]).ShouldBe((values[2], values[4], values[6], values[7]));
        values.ShouldAllBe(v => v > 0);
    }

    [Fact]
    public void NullPlayer_GetsNothing()
    {
        var game = SampleGames.Random(4, 1);
        var padded = Game.Of(5, c => game.AsSpan()[(int)c.ToMask() & 15]);
        Estimation.Estimate("effective-shapley", padded, 200).Values[4].ShouldBe(0);
    }

    [Fact]
    public void ChangesWithinTheTolerance_CountAsNone()
    {
        var game = SampleGames.Additive(0, 1, 0.001);
        ShapleyEstimator strict = new EffectiveShapley { Tolerance = 1e-4 };
        ShapleyEstimator lenient = new EffectiveShapley { Tolerance = 1e-2 };
        strict.Estimate(game).Values.ShouldBe([1, 0.001], 1e-9);
        lenient.Estimate(game).Values.ShouldBe([1, 0], 1e-9);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Values_AreTheListingWithEverySubsetDrawn(int seed)
    {
        var random = new Random(seed);
        var game = new GameTable([.. Enumerable.Range(0, 32).Select(_ => (double)random.Next(-3, 4))]);
        // In whole draws a group is at most one draw off what is due to it.
        ShapleyEstimator estimator = new EffectiveShapley { Draws = 1_000_000 };
        var values = estimator.Estimate(game, new() { Budget = EverySubset }).Values;
        for (var player = 0; player < 5; player++)
            values[player].ShouldBe(Listing(game, player), 1e-3);
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreRefused()
    {
        var game = SampleGames.Random(3, 1);
        Refusal(new EffectiveShapley { Draws = 0 }).ShouldContain("at least 1");
        Refusal(new EffectiveShapley { Tolerance = 0 }).ShouldContain("above 0");
        Refusal(new EffectiveShapley { Tolerance = double.NaN }).ShouldContain("NaN");
        Refusal(new RegressionMsr { Folds = 1 }).ShouldContain("at least 2 folds");

        string Refusal(ShapleyEstimator estimator) => Estimation.Refusal(() => estimator.Estimate(game));
    }

    /// <summary>Σ m·|m|·w(k) over Σ |m|·w(k), over the subsets that a player changes by m.</summary>
    private static double Listing(GameTable game, int player)
    {
        var (sum, shares) = (0.0, 0.0);
        for (var s = 0; s < 32; s++)
        {
            if ((s >> player & 1) != 0)
                continue;
            var change = game.AsSpan()[s | 1 << player] - game.AsSpan()[s];
            var share = Math.Abs(change) * Semivalue.Shapley.Weight(5, BitOperations.PopCount((uint)s));
            sum += change * share;
            shares += share;
        }
        return shares == 0 ? 0 : sum / shares;
    }
}
