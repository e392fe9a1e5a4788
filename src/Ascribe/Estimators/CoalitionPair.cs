using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>A coalition and its complement, of known chance to be drawn.</summary>
/// <param name="Smaller">The one of at most N/2 players.</param>
/// <param name="Stratum">Its size.</param>
/// <param name="Expected">How many pairs of that size to expect in the sample.</param>
/// <remarks>
/// The chance that the pair is in the sample is what to expect over the pairs that there are. It is never formed: of many players
/// there are more pairs than a double can count.
/// </remarks>
internal readonly record struct CoalitionPair(Coalition Smaller, int Stratum, double Expected)
{
    /// <summary>Everybody else.</summary>
    public Coalition Larger => Smaller.Complement();

    /// <summary>Coalitions of one size to expect in the sample: both of a pair where they are of N/2 players.</summary>
    public double ExpectedOfSize => 2 * Stratum == Smaller.Players ? 2 * Expected : Expected;
}
