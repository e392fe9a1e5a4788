using System.Globalization;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Ascribe.Metrics;

/// <summary>A mean and where the mean of everything lies that the numbers are a sample of.</summary>
/// <param name="Mean">The mean of the numbers that are there; NaN where none is.</param>
/// <param name="Interval">The interval of the mean; NaN where fewer than two numbers are there.</param>
/// <param name="Count">How many numbers are there.</param>
/// <param name="Missing">How many are NaN and were left out.</param>
public sealed record MeanEstimate(double Mean, ConfidenceInterval Interval, int Count, int Missing)
{
    /// <summary>Mean ± t·s/√n by Student's t, which is exact for normal numbers.</summary>
    /// <param name="values">The numbers, such as one per example.</param>
    /// <param name="confidence">How sure to be, in (0, 1).</param>
    public static MeanEstimate OfNormal(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        var there = Present(values);
        var mean = there.Mean();
        var half =
            there.Length < 2
                ? double.NaN
                : there.StandardDeviation()
                    / Math.Sqrt(there.Length)
                    * StudentT.InvCDF(0, 1, there.Length - 1, (1 + confidence) / 2);
        return new MeanEstimate(mean, new(mean - half, mean + half), there.Length, values.Length - there.Length);
    }

    /// <summary>The mean and its interval, with two digits behind the point.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Mean:F2} [{Interval.Low:F2}, {Interval.High:F2}]");

    /// <summary>The numbers that are there.</summary>
    internal static double[] Present(ReadOnlySpan<double> values) => [.. values.ToArray().Where(v => !double.IsNaN(v))];
}
