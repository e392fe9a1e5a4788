using System.Collections.Immutable;

namespace Ascribe.Repair;

/// <summary>What a model says where a share of a layer's units is silent: ranks of classes among its scores, 0 for the decision.</summary>
/// <param name="Share">The share that was asked for.</param>
/// <param name="Silenced">How many units that is.</param>
/// <param name="Original">The rank of the original class of each attacked example.</param>
/// <param name="Adversarial">The rank of the adversarial class of each attacked example.</param>
/// <param name="Clean">The rank of the original class of each example as it was before the attack.</param>
public sealed record SilencedShare(
    double Share,
    int Silenced,
    ImmutableArray<int> Original,
    ImmutableArray<int> Adversarial,
    ImmutableArray<int> Clean
);
