using System.Collections.Immutable;

namespace Ascribe.Metrics;

/// <summary>A number that is followed while something grows, such as the target while pixels are removed.</summary>
/// <param name="Positions">Where it was looked at, ascending: shares of all players unless the score says otherwise.</param>
/// <param name="Values">What it was there.</param>
public sealed record ScoreCurve(ImmutableArray<double> Positions, ImmutableArray<double> Values)
{
    /// <summary>The area under the curve by the trapezoid rule; over positions from 0 to 1 it is the curve's mean height.</summary>
    public double Area
    {
        get
        {
            var area = 0.0;
            for (var i = 1; i < Values.Length; i++)
                area += (Positions[i] - Positions[i - 1]) * (Values[i] + Values[i - 1]) / 2;
            return area;
        }
    }
}
