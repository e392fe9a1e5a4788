using System.Collections.Immutable;

namespace Ascribe;

/// <summary>The legs to be evaluated for one example, and for one of its targets or several.</summary>
/// <param name="Rows">Which rows of the question these are; fewer than the graph has targets where its last ones are not needed.</param>
/// <param name="Feeds">What all legs share, by <see cref="PathPort"/>; the selection has a row for each of the graph's targets.</param>
/// <param name="Legs">The legs, read lazily; all have the same number of points.</param>
internal sealed record PathWork(
    ImmutableArray<int> Rows,
    ImmutableDictionary<string, Tensor> Feeds,
    IEnumerable<Leg> Legs
);
