using System.Collections.Immutable;

namespace Ascribe;

/// <summary>A rule for ∫₀¹ f(α) dα as Σ wₜ·f(αₜ); the weights sum to 1.</summary>
/// <param name="Name">The rule's name on the command line.</param>
/// <param name="Rule">Points and weights for a number of points.</param>
public sealed record Quadrature(string Name, Func<int, ImmutableArray<QuadraturePoint>> Rule)
{
    /// <summary>Exact for polynomials up to degree 2n − 1; no point lies on an end.</summary>
    public static Quadrature GaussLegendre { get; } = new("gauss-legendre", LegendreRoots.Points);

    /// <summary>αₜ = t/n for t = 0 … n − 1.</summary>
    public static Quadrature RiemannLeft { get; } = new("riemann-left", n => Even(n, 0));

    /// <summary>αₜ = t/n for t = 1 … n.</summary>
    public static Quadrature RiemannRight { get; } = new("riemann-right", n => Even(n, 1));

    /// <summary>αₜ = (t + ½)/n for t = 0 … n − 1.</summary>
    public static Quadrature RiemannMiddle { get; } = new("riemann-middle", n => Even(n, 0.5));

    /// <summary>n − 1 intervals between n points, both ends with half a weight; a single point stands in the middle.</summary>
    public static Quadrature Trapezoid { get; } = new("trapezoid", Trapezoids);

    /// <summary>Every rule.</summary>
    public static ImmutableArray<Quadrature> All { get; } =
    [GaussLegendre, RiemannLeft, RiemannRight, RiemannMiddle, Trapezoid];

    /// <summary>Points in ascending order and their weights.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is not even one point.</exception>
    public ImmutableArray<QuadraturePoint> Points(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return Rule(count);
    }

    /// <summary>The points with one of no weight at the baseline, for F(b), where the rule does not go there anyway.</summary>
    /// <param name="points">Points in ascending order; at least one.</param>
    internal static ImmutableArray<QuadraturePoint> WithBaseline(ImmutableArray<QuadraturePoint> points) =>
        points[0].Position == 0 ? points : points.Insert(0, new QuadraturePoint(0, 0));

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static ImmutableArray<QuadraturePoint> Even(int n, double shift) =>
        [.. Enumerable.Range(0, n).Select(t => new QuadraturePoint((t + shift) / n, 1.0 / n))];

    private static ImmutableArray<QuadraturePoint> Trapezoids(int n) =>
        n == 1
            ? [new QuadraturePoint(0.5, 1)]
            :
            [
                .. Enumerable
                    .Range(0, n)
                    .Select(t => new QuadraturePoint(t / (n - 1.0), (t == 0 || t == n - 1 ? 0.5 : 1) / (n - 1))),
            ];
}
