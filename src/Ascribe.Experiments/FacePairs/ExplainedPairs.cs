using System.Collections.Immutable;

namespace Ascribe.Experiments.FacePairs;

/// <summary>A pair network with all pairs that it has explained.</summary>
/// <param name="Case">The network.</param>
/// <param name="Pairs">What came out.</param>
internal sealed record ExplainedPairs(PairCase Case, ImmutableArray<ExplainedPair> Pairs);
