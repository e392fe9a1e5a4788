using System.Collections.Immutable;

namespace Ascribe;

/// <summary>One run of a path graph.</summary>
/// <param name="Feeds">What goes in.</param>
/// <param name="Legs">The legs, with the points that this run takes of them.</param>
/// <param name="Ends">Whether the last of them ends here; the others always do.</param>
internal sealed record LegRun(ImmutableDictionary<string, Tensor> Feeds, ImmutableArray<Leg> Legs, bool Ends);
