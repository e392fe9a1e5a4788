using System.Collections.Immutable;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging.Plots;
using Ascribe.Metrics;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>What came of silencing the units of a layer in one order, or in several random ones.</summary>
/// <param name="Name">What decides the order, such as a baseline.</param>
/// <param name="Draws">A curve of each order; the same shares and examples in each.</param>
public sealed record RankedRepair(string Name, ImmutableArray<RepairCurve> Draws)
{
    /// <summary>The layer and its units.</summary>
    public UnitRanking Ranking => Draws[0].Ranking;

    /// <summary>The shares that fall silent.</summary>
    public ImmutableArray<double> Shares => [.. Draws[0].Points.Select(p => p.Share)];

    /// <summary>How many units a share is.</summary>
    public int Silenced(int share) => Draws[0].Points[share].Silenced;

    /// <summary>How often each example is right, 0 … 1, over the orders.</summary>
    /// <param name="measure">What counts.</param>
    /// <param name="share">Which share, counted from 0.</param>
    /// <param name="top">Among how many classes of the largest scores the label has to be.</param>
    public double[] Right(RepairMeasure measure, int share, int top) =>
        [
            .. Enumerable
                .Range(0, measure.Ranks(Draws[0].Points[share]).Length)
                .Select(e => Draws.Average(d => measure.Ranks(d.Points[share])[e] < top ? 1.0 : 0)),
        ];

    /// <summary>The accuracy and its 95 % interval: Wilson's of a single order, bootstrapped over examples of several.</summary>
    /// <param name="measure">What counts.</param>
    /// <param name="share">Which share, counted from 0.</param>
    /// <param name="top">Among how many classes of the largest scores the label has to be.</param>
    public PlotPoint Accuracy(RepairMeasure measure, int share, int top)
    {
        var right = Right(measure, share, top);
        if (Draws.Length == 1)
        {
            var (low, high) = Proportion.Of(right).Interval;
            return new(100 * Shares[share], right.Average(), new(low, high));
        }
        var estimate = new Bootstrap { Resamples = 2000 }.Mean(right);
        return new(100 * Shares[share], estimate.Mean, Spread.Of(estimate));
    }
}
