using System.Collections.Immutable;

namespace Ascribe.Experiments.Adversarial;

/// <summary>Towards which classes the photos of the experiment are attacked.</summary>
/// <param name="Name">In names of files.</param>
/// <param name="Words">In sentences, behind "photos".</param>
/// <param name="Targets">The classes, by a seed.</param>
internal sealed record AttackArrangement(string Name, string Words, Func<int, TargetClasses> Targets)
{
    /// <summary>Each photo towards a class of its own, and all of them towards one.</summary>
    public static ImmutableArray<AttackArrangement> All { get; } =
    [
        new("each", "attacked towards a random class each", TargetClasses.Random),
        new("one", "all attacked towards one class", TargetClasses.Same),
    ];
}
