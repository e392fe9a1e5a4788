using Ascribe.Games;

namespace Ascribe.Estimators;

/// <summary>A coalition and its complement, of known chance to be drawn.</summary>
/// <param name="Smaller">The one of at most N/2 players.</param>
/// <param name="Stratum">Its size.</param>
/// <param name="Inclusion">The chance that the pair is in the sample.</param>
internal readonly record struct CoalitionPair(Coalition Smaller, int Stratum, double Inclusion)
{
    /// <summary>Everybody else.</summary>
    public Coalition Larger => Smaller.Complement();
}
