using Ascribe.Onnx;
using MathNet.Numerics.Statistics;

namespace Ascribe.Metrics;

/// <summary>
/// What could have come out if the examples had been others: means of examples drawn from the sample with replacement. Nothing is
/// supposed of how the numbers are distributed.
/// </summary>
/// <remarks>Efron and Tibshirani, "An Introduction to the Bootstrap", 1993: percentile intervals.</remarks>
public sealed record Bootstrap
{
    /// <summary>How often the sample is drawn again.</summary>
    public int Resamples { get; init; } = 10_000;

    /// <summary>How sure to be, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The seed.</summary>
    public int Seed { get; init; }

    /// <summary>A mean with its percentile interval.</summary>
    /// <param name="values">The numbers, such as one per example; NaN are left out.</param>
    /// <exception cref="ModelException">A setting is out of range.</exception>
    public MeanEstimate Mean(ReadOnlySpan<double> values)
    {
        var there = MeanEstimate.Present(values);
        return new(there.Mean(), Interval(Means(there)), there.Length, values.Length - there.Length);
    }

    /// <summary>Compares two series of scores of the same examples.</summary>
    /// <param name="first">A number per example.</param>
    /// <param name="second">As many, in the same order; examples where either is NaN are left out.</param>
    /// <exception cref="ModelException">The series differ in length, or a setting is out of range.</exception>
    public PairedComparison Compare(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
            throw new ModelException(
                $"{first.Length} and {second.Length} scores make no pairs; give both methods the same examples."
            );
        var differences = new double[first.Length];
        for (var i = 0; i < differences.Length; i++)
            differences[i] = first[i] - second[i];
        var there = MeanEstimate.Present(differences);
        var means = Means(there);
        var estimate = new MeanEstimate(there.Mean(), Interval(means), there.Length, first.Length - there.Length);
        return new PairedComparison(estimate, means.Length == 0 ? double.NaN : Probability(means));
    }

    /// <summary>Means of samples drawn again, ascending; none where there are fewer than two numbers.</summary>
    private double[] Means(double[] values)
    {
        if (Resamples < 1 || Confidence is not (> 0 and < 1))
            throw new ModelException(
                $"{Resamples} samples drawn again give no interval of confidence {Confidence}; take at least 1, and a confidence between 0 and 1."
            );
        if (values.Length < 2)
            return [];
        var random = new Random(Seed);
        var means = new double[Resamples];
        for (var sample = 0; sample < means.Length; sample++)
        {
            for (var i = 0; i < values.Length; i++)
                means[sample] += values[random.Next(values.Length)];
            means[sample] /= values.Length;
        }
        Array.Sort(means);
        return means;
    }

    private ConfidenceInterval Interval(double[] means) =>
        means.Length == 0
            ? new(double.NaN, double.NaN)
            : new(
                SortedArrayStatistics.Quantile(means, (1 - Confidence) / 2),
                SortedArrayStatistics.Quantile(means, (1 + Confidence) / 2)
            );

    /// <summary>Twice the smaller share of means on one side of 0, the sample itself counted among them.</summary>
    private static double Probability(double[] means)
    {
        var (low, high) = (means.Count(m => m <= 0), means.Count(m => m >= 0));
        return Math.Min(1, 2.0 * (Math.Min(low, high) + 1) / (means.Length + 1));
    }
}
