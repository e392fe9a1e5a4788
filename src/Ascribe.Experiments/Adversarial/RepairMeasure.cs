using System.Collections.Immutable;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>One of the three accuracies that are followed while units fall silent.</summary>
/// <param name="Name">What legends call it.</param>
/// <param name="Short">What headings of tables call it.</param>
/// <param name="Ranks">The ranks that it counts.</param>
public sealed record RepairMeasure(string Name, string Short, Func<SilencedShare, ImmutableArray<int>> Ranks)
{
    /// <summary>Attacked examples are taken for what they were: the larger, the better the repair.</summary>
    public static RepairMeasure Recovered { get; } =
        new("attacked, original label", "attacked: original", p => p.Original);

    /// <summary>Attacked examples are taken for what the attack was after: the smaller, the better the repair.</summary>
    public static RepairMeasure Fooled { get; } =
        new("attacked, adversarial label", "attacked: adversarial", p => p.Adversarial);

    /// <summary>Examples before the attack are taken for what they are: what a repair should leave alone.</summary>
    public static RepairMeasure Clean { get; } = new("clean, original label", "clean: original", p => p.Clean);

    /// <summary>All three.</summary>
    public static ImmutableArray<RepairMeasure> All { get; } = [Recovered, Fooled, Clean];
}
