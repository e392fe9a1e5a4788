using System.Collections.Immutable;
using Ascribe.Imaging.Plots;
using Ascribe.Metrics;
using MathNet.Numerics.Statistics;

namespace Ascribe.Experiments;

/// <summary>A measurement repeated: its mean, its spread, and where the mean lies.</summary>
/// <param name="Values">One number per repetition.</param>
internal sealed record Summary(ImmutableArray<double> Values)
{
    /// <summary>The mean.</summary>
    public double Mean => Values.Mean();

    /// <summary>The standard deviation of a single repetition; 0 where there is only one.</summary>
    public double Deviation => Values.Length > 1 ? Values.StandardDeviation() : 0;

    /// <summary>Half the width of the 95 % interval of the mean by Student's t; 0 where there is only one repetition.</summary>
    public double HalfWidth => HalfWidthAt(0.95);

    /// <summary>Half the width of the interval of another confidence, between 0 and 1.</summary>
    public double HalfWidthAt(double confidence) =>
        Values.Length > 1 ? MeanEstimate.OfNormal(Values.AsSpan(), confidence).Interval.High - Mean : 0;

    /// <summary>The 95 % interval of the mean.</summary>
    public Interval Interval => new(Mean - HalfWidth, Mean + HalfWidth);

    /// <summary>The interval as far as a correlation can lie in it.</summary>
    public Interval CorrelationInterval => new(Math.Max(-1, Interval.Low), Math.Min(1, Interval.High));

    /// <summary>Mean ± half the 95 % interval.</summary>
    public override string ToString() =>
        Values.Length > 1 ? $"{Numbers.Fixed(Mean)} ± {Numbers.Fixed(HalfWidth)}" : Numbers.Fixed(Mean);
}
