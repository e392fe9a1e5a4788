using System.Collections.Immutable;
using Ascribe.Attacks;
using Ascribe.Repair;

namespace Ascribe.Experiments.Adversarial;

/// <summary>How much of the experiment on vulnerable neurons is run.</summary>
/// <param name="Photos">Photos that are attacked.</param>
/// <param name="References">Photos that the mean baseline is taken over.</param>
/// <param name="Layers">Where neurons are silenced.</param>
/// <param name="Steps">Points of Aumann–Shapley attribution.</param>
/// <param name="Orders">Random orders of the control.</param>
/// <param name="Attack">The attack.</param>
internal sealed record VulnerablePlan(
    int Photos,
    int References,
    ImmutableArray<string> Layers,
    int Steps,
    int Orders,
    IterativeTargeted Attack
)
{
    /// <summary>60 photos, three layers, 20 points, five random orders.</summary>
    public static VulnerablePlan Full { get; } =
        new(60, 50, ["mixed4e", "mixed5a", "mixed5b"], 20, 5, new IterativeTargeted());

    /// <summary>Enough to see whether it works.</summary>
    public static VulnerablePlan Quick { get; } =
        new(12, 8, ["mixed4e", "mixed5b"], 8, 2, new IterativeTargeted { Iterations = 8 });

    /// <summary>The shares of a layer that fall silent.</summary>
    public ImmutableArray<double> Shares { get; init; } = RepairCurve.UsualShares;

    /// <summary>Shares that tables on the page show.</summary>
    public static ImmutableArray<double> Shown { get; } = [0, 0.001, 0.01, 0.1];

    /// <summary>Shares by which it is decided whether a layer was repaired.</summary>
    public static ImmutableArray<double> Judged { get; } = [0.01, 0.1];
}
