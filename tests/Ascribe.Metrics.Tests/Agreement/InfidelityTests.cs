using Ascribe.Games;

namespace Ascribe.Metrics.Tests.Agreement;

public sealed class InfidelityTests
{
    [Fact]
    public void LinearTarget_IsToldWithoutErrorByItsTerms()
    {
        using var linear = Scored.Linear([1, -2, 3], [1, 1, 2]);
        linear.By(new Infidelity(), linear.Saying(1, -2, 6)).Values.ShouldBe([0]);
    }

    [Fact]
    public void Scaled_CountsRatiosOnly()
    {
        using var linear = Scored.Linear([1, -2, 3], [1, 1, 2]);
        var doubled = linear.Saying(2, -4, 12);
        linear.By(new Infidelity(), doubled).Values[0].ShouldBeGreaterThan(1);
        linear.By(new Infidelity { Scaled = true }, doubled).Values[0].ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Value_IsTheMeanSquareOfBruteForce()
    {
        using var pictures = Scored.Pictures(2);
        var attribution = pictures.Explain();
        var values = pictures.By(new Infidelity { Samples = 40 }, attribution, new Execution { Seed = 5 }).Values;
        for (var e = 0; e < 2; e++)
        {
            var (row, given) = (pictures.Row(e), attribution.Values["x"].Rows(e, 1).ToDoubles());
            var output = pictures.Run(row)[1];
            var errors = new CoalitionSampler(128)
                .Draw(40, 5)
                .Select(left =>
                {
                    var effect = output - pictures.Run(row.Select((v, i) => left.Contains(i) ? v : 0.25))[1];
                    return given.Where((_, i) => !left.Contains(i)).Sum() - effect;
                });
            values[e].ShouldBe(errors.Average(d => d * d), 1e-5 * values[e] + 1e-7);
        }
    }
}
