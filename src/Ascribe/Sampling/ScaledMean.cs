using Ascribe.Players;

namespace Ascribe.Sampling;

/// <summary>The mean over the draws of an example, each player's part of it multiplied by a factor.</summary>
/// <param name="Values">Contributions by feature.</param>
/// <param name="StandardErrors">Their standard errors by feature.</param>
/// <param name="Players">The players' sums.</param>
internal sealed record ScaledMean(
    Func<string, double[]> Values,
    Func<string, double[]> StandardErrors,
    PlayerValues Players
)
{
    /// <summary>Scales a mean.</summary>
    /// <param name="mean">The draws.</param>
    /// <param name="factors">A factor by player.</param>
    public static ScaledMean Of(SampleMean mean, double[] factors)
    {
        var players = mean.PlayerValues();
        var errors = mean.Elements.StandardErrors();
        return new ScaledMean(
            feature => Scaled(feature, mean.Elements.Mean),
            feature => Scaled(feature, errors),
            players with
            {
                Values = [.. players.Values.Zip(factors, (v, f) => v * f)],
                StandardErrors = [.. players.StandardErrors.Zip(factors, (v, f) => v * Math.Abs(f))],
            }
        );

        double[] Scaled(string feature, double[] elements)
        {
            var part = mean.PartOf(elements, feature);
            var byElement = players.Partition.Spread(feature, factors);
            var sign = ReferenceEquals(elements, errors);
            return [.. part.Zip(byElement, (v, f) => v * (sign ? Math.Abs(f) : f))];
        }
    }
}
