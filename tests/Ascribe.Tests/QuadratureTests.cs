namespace Ascribe.Tests;

public sealed class QuadratureTests
{
    public static TheoryData<string> Names => [.. Quadrature.All.Select(q => q.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_OfEveryRule_AscendInTheIntervalAndWeighOne(string name)
    {
        var quadrature = Named(name);
        foreach (var count in Enumerable.Range(1, 60).Concat([300, 1001, 2000]))
        {
            var points = quadrature.Points(count);
            points.Length.ShouldBe(count);
            points.Sum(p => p.Weight).ShouldBe(1, 1e-13);
            points.Zip(points.Skip(1)).All(p => p.First.Position < p.Second.Position).ShouldBeTrue();
            points.All(p => p is { Position: >= 0 and <= 1, Weight: > 0 }).ShouldBeTrue();
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Points_NotEvenOne_IsRefused(string name) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Named(name).Points(0));

    [Fact]
    public void GaussLegendre_IsExactUpToDegreeTwiceThePointsLessOneAndNoFurther()
    {
        foreach (var count in Enumerable.Range(1, 12))
        {
            foreach (var degree in Enumerable.Range(0, 2 * count))
                Error(Quadrature.GaussLegendre, count, degree).ShouldBeLessThan(1e-15);
            if (count <= 8)
                Error(Quadrature.GaussLegendre, count, 2 * count).ShouldBeGreaterThan(1e-11);
        }
    }

    [Theory]
    [InlineData("riemann-left", 1)]
    [InlineData("riemann-right", 1)]
    [InlineData("riemann-middle", 2)]
    [InlineData("trapezoid", 2)]
    public void EvenRules_ConvergeWithTheirOrder(string name, int order)
    {
        var ratio = Error(Named(name), 101, 3) / Error(Named(name), 201, 3);
        Math.Log2(ratio).ShouldBe(order, 0.05);
    }

    private static double Error(Quadrature quadrature, int count, int degree) =>
        Math.Abs(quadrature.Points(count).Sum(p => p.Weight * Math.Pow(p.Position, degree)) - 1.0 / (degree + 1));

    private static Quadrature Named(string name) => Quadrature.All.Single(q => q.Name == name);
}
