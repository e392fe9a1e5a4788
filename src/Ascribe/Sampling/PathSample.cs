using System.Collections.Immutable;
using Ascribe.Games;

namespace Ascribe.Sampling;

/// <summary>One draw of a sampled path method: legs from coalition to coalition, which together are one attribution.</summary>
/// <param name="Legs">The ends of each leg. A leg that nobody enters on is left out.</param>
internal sealed record PathSample(ImmutableArray<(Coalition From, Coalition To)> Legs)
{
    /// <summary>A draw; legs that lead nowhere are left out.</summary>
    public static PathSample Of(params ReadOnlySpan<(Coalition From, Coalition To)> legs) =>
        new([.. legs.ToArray().Where(l => l.From != l.To)]);

    /// <summary>Whether a player enters on some leg, and so is given a contribution.</summary>
    public bool Enters(int player) => Legs.Any(l => l.To.Contains(player) && !l.From.Contains(player));
}
