using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Gauss–Legendre points on [0, 1], to the last digits of double precision.</summary>
internal static class LegendreRoots
{
    private const int MostPoints = 20_000;

    /// <summary>The roots of the Legendre polynomial Pₙ by Newton's method from Tricomi's guess; weights 2/((1 − z²)·P′ₙ(z)²), halved for [0, 1].</summary>
    /// <exception cref="ModelException">There are more points than the recurrence finds in about a second.</exception>
    public static ImmutableArray<QuadraturePoint> Points(int n)
    {
        if (n > MostPoints)
            throw new ModelException(
                $"gauss-legendre has at most {MostPoints} points here; take riemann-middle for {n}."
            );
        var points = new QuadraturePoint[n];
        for (var i = 0; i < (n + 1) / 2; i++)
        {
            var z = Root(n, Math.Cos(Math.PI * (i + 0.75) / (n + 0.5)));
            var slope = Evaluate(n, z).Slope;
            var weight = 1 / ((1 - z * z) * slope * slope);
            points[n - 1 - i] = new((1 + z) / 2, weight);
            points[i] = new((1 - z) / 2, weight);
        }
        return [.. points];
    }

    private static double Root(int n, double z)
    {
        for (var step = double.MaxValue; Math.Abs(step) > 1e-15; z -= step)
        {
            var (value, slope) = Evaluate(n, z);
            var next = value / slope;
            // Rounding keeps the last steps from shrinking; they alternate around the root instead.
            if (Math.Abs(next) >= Math.Abs(step))
                break;
            step = next;
        }
        return z;
    }

    /// <summary>Pₙ(z) by the three-term recurrence, and P′ₙ(z).</summary>
    private static (double Value, double Slope) Evaluate(int n, double z)
    {
        var (previous, current) = (0.0, 1.0);
        for (var k = 1; k <= n; k++)
            (previous, current) = (current, ((2 * k - 1) * z * current - (k - 1) * previous) / k);
        return (current, n * (z * current - previous) / (z * z - 1));
    }
}
