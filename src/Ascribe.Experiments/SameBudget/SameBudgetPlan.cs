using System.Collections.Immutable;

namespace Ascribe.Experiments.SameBudget;

/// <summary>How much of the bench is run.</summary>
/// <param name="Budgets">Model evaluations.</param>
/// <param name="Seeds">Repetitions of estimators that ask for values.</param>
/// <param name="GradientSeeds">Repetitions of methods that take gradients: of small models, and of image models.</param>
/// <param name="Patches">Rows and columns that pictures are divided into.</param>
/// <param name="SqueezeNet">Whether SqueezeNet takes part.</param>
internal sealed record SameBudgetPlan(
    ImmutableArray<long> Budgets,
    int Seeds,
    (int Small, int Images) GradientSeeds,
    (int Rows, int Columns) Patches,
    bool SqueezeNet
)
{
    /// <summary>Budgets 128 … 8192, pictures in 4×4 patches.</summary>
    public static SameBudgetPlan Full { get; } =
        new([128, 256, 512, 1024, 2048, 4096, 8192], 30, (10, 3), (4, 4), SqueezeNet: true);

    /// <summary>Three budgets, pictures in 3×4 patches, no SqueezeNet.</summary>
    public static SameBudgetPlan Quick { get; } = new([128, 512, 2048], 10, (3, 2), (3, 4), SqueezeNet: false);
}
