namespace Ascribe.Tests.Golden;

public sealed class QuadratureCaseTests
{
    /// <summary>The tolerance that the file states.</summary>
    private const double Tolerance = 1e-9;

    [Fact]
    public void Points_MeetTheStatedPositionsAndWeights()
    {
        var rules = GoldenCases.Document("quadrature.json").GetProperty("rules").EnumerateArray().ToArray();
        rules.Length.ShouldBe(11);
        foreach (var rule in rules)
        {
            var quadrature = Quadrature.All.Single(q => q.Name == rule.GetProperty("quadrature").GetString());
            var points = quadrature.Points(rule.GetProperty("steps").GetInt32());
            var id = rule.GetProperty("id").GetString();
            Distance
                .Largest(
                    [.. points.Select(p => p.Position)],
                    NestedArray.Read(rule.GetProperty("positions")).ToDoubles()
                )
                .ShouldBeLessThan(Tolerance, id);
            Distance
                .Largest([.. points.Select(p => p.Weight)], NestedArray.Read(rule.GetProperty("weights")).ToDoubles())
                .ShouldBeLessThan(Tolerance, id);
        }
    }
}
