using System.Numerics.Tensors;

namespace Ascribe.Tests.Baselines;

/// <summary>(f − Σ q_i·(1 − s_i))² + λ‖s − 1‖² over 0 ≤ s ≤ 1, and slow ways to its minimum.</summary>
internal sealed record QuadraticCase(double[] Q, double F, double Penalty)
{
    /// <summary>A random problem with λ as [OTB] chooses it; most entries help the target, as those of a picture do.</summary>
    public static QuadraticCase Random(int n, int seed)
    {
        var random = new Random(seed);
        var q = new double[n];
        MathNet.Numerics.Distributions.Normal.Samples(random, q, 0.5, 1);
        var total = q.Sum();
        // Below and above what the entries can take away; of either sign.
        var f = total * (0.2 + 2 * random.NextDouble()) * (seed % 2 == 0 ? 1 : -1);
        return new(q, f, 0.08 * Math.Min(total * total, f * f) / n);
    }

    /// <summary>What is left of f under a mask.</summary>
    public double Residual(double[] s) => F - Q.Zip(s, (q, one) => q * (1 - one)).Sum();

    public double Objective(double[] s) => Residual(s) * Residual(s) + Penalty * s.Sum(one => (one - 1) * (one - 1));

    /// <summary>Half the gradient of the objective.</summary>
    public double[] Slope(double[] s)
    {
        var residual = Residual(s);
        return [.. Q.Zip(s, (q, one) => residual * q + Penalty * (one - 1))];
    }

    /// <summary>Projected gradient descent with momentum.</summary>
    public double[] ByProjectedGradient(int steps)
    {
        var steepest = TensorPrimitives.SumOfSquares<double>(Q) + Penalty;
        var condition = Math.Sqrt(steepest / Penalty);
        var momentum = (condition - 1) / (condition + 1);
        var s = Enumerable.Repeat(1.0, Q.Length).ToArray();
        var (ahead, before) = (s, s);
        for (var step = 0; step < steps; step++)
        {
            var slope = Slope(ahead);
            s = [.. ahead.Zip(slope, (one, g) => Math.Clamp(one - g / steepest, 0, 1))];
            ahead = [.. s.Zip(before, (now, then) => now + momentum * (now - then))];
            before = s;
        }
        return s;
    }

    /// <summary>r as the root of r − (f − q) − Σ q_i·clip(1 − q_i·r/λ, 0, 1), halving an interval that holds it.</summary>
    public double RootByBisection()
    {
        var reach = Math.Abs(F) + Q.Sum(Math.Abs);
        var (low, high) = (-reach, reach);
        for (var i = 0; i < 200; i++)
        {
            var middle = low + (high - low) / 2;
            var left = middle - (F - Q.Sum()) - Q.Sum(q => q * Math.Clamp(1 - q * middle / Penalty, 0, 1));
            (low, high) = left > 0 ? (low, middle) : (middle, high);
        }
        return low + (high - low) / 2;
    }
}
