using System.Collections.Immutable;

namespace Ascribe.Players;

/// <summary>What the players of one example contributed.</summary>
/// <param name="Partition">Who they are.</param>
/// <param name="Values">The contribution of each, in units of the target.</param>
/// <param name="StandardErrors">How far chance may have moved each; NaN where nothing tells, 0 where nothing was drawn.</param>
public sealed record PlayerValues(
    PlayerPartition Partition,
    ImmutableArray<double> Values,
    ImmutableArray<double> StandardErrors
);
