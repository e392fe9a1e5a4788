using System.Collections.Immutable;

namespace Ascribe;

/// <summary>The legs to be evaluated for one example.</summary>
/// <param name="Example">The example's number.</param>
/// <param name="Feeds">What all its legs share, by <see cref="PathPort"/>.</param>
/// <param name="Legs">The legs, read lazily; all have the same number of points.</param>
internal sealed record PathWork(int Example, ImmutableDictionary<string, Tensor> Feeds, IEnumerable<Leg> Legs);
