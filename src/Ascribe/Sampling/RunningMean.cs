using System.Numerics;

namespace Ascribe.Sampling;

/// <summary>Mean and variance of vectors that come one by one. Welford's recurrence, which does not cancel.</summary>
/// <param name="length">Numbers in a vector.</param>
internal sealed class RunningMean(int length)
{
    private readonly double[] squares = new double[length];

    /// <summary>How many vectors there were.</summary>
    public int Count { get; private set; }

    /// <summary>Their mean.</summary>
    public double[] Mean { get; } = new double[length];

    /// <summary>Takes one more.</summary>
    public void Add(ReadOnlySpan<double> vector)
    {
        Count++;
        var i = 0;
        for (; i <= Mean.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var (numbers, mean) = (new Vector<double>(vector[i..]), new Vector<double>(Mean, i));
            var before = numbers - mean;
            mean += before / Vector.Create<double>(Count);
            mean.CopyTo(Mean, i);
            (new Vector<double>(squares, i) + before * (numbers - mean)).CopyTo(squares, i);
        }
        for (; i < Mean.Length; i++)
        {
            var before = vector[i] - Mean[i];
            Mean[i] += before / Count;
            squares[i] += before * (vector[i] - Mean[i]);
        }
    }

    /// <summary>The unbiased variance of a single vector; NaN where there were fewer than two.</summary>
    public double Variance(int i) => Count > 1 ? squares[i] / (Count - 1) : double.NaN;

    /// <summary>The standard deviation of a single vector, √variance.</summary>
    public double[] Deviations() => [.. Enumerable.Range(0, Mean.Length).Select(i => Math.Sqrt(Variance(i)))];

    /// <summary>The standard error of the mean, √(variance/count).</summary>
    public double[] StandardErrors() =>
        [.. Enumerable.Range(0, Mean.Length).Select(i => Math.Sqrt(Variance(i) / Count))];
}
