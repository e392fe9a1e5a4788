using System.Collections.Immutable;
using Ascribe.Experiments.FashionMnist;

namespace Ascribe.Experiments.Pruning;

/// <summary>How much of the experiment on pruning is run.</summary>
/// <param name="Networks">Networks that are trained, each from its own seed.</param>
/// <param name="Network">How they are built and trained.</param>
/// <param name="Learnt">Pictures that they learn from.</param>
/// <param name="Tested">Pictures that pruned networks are measured on.</param>
/// <param name="Fit">Pictures to prune with: channels are scored, rates found and what is left is trained on them.</param>
/// <param name="PerClass">Pictures of each wanted class that channels are scored by.</param>
/// <param name="Steps">Points of Aumann–Shapley attribution, by Gauss and Legendre.</param>
/// <param name="Epochs">Passes over the pictures of fine-tuning.</param>
/// <param name="Choices">What the networks are pruned for.</param>
/// <param name="Rates">At which rates.</param>
internal sealed record PruningPlan(
    int Networks,
    FashionNetwork Network,
    int Learnt,
    int Tested,
    int Fit,
    int PerClass,
    int Steps,
    int Epochs,
    ImmutableArray<ClassChoice> Choices,
    ImmutableArray<PruningRates> Rates
)
{
    /// <summary>Three networks, four choices of classes, four rates.</summary>
    public static PruningPlan Full { get; } =
        new(
            3,
            new(),
            60_000,
            10_000,
            6000,
            50,
            20,
            2,
            [new([6], true), new([8], true), new([0, 6], false), new([2, 4], true)],
            [
                PruningRates.Uniform(0.25),
                PruningRates.Uniform(0.5),
                PruningRates.Uniform(0.75),
                PruningRates.Automatic(0.02),
            ]
        );

    /// <summary>Enough to see whether it works.</summary>
    public static PruningPlan Quick { get; } =
        new(
            2,
            new()
            {
                Filters = [8, 16],
                Widths = [32],
                Epochs = 2,
                LearningRate = 3e-3,
            },
            6000,
            1500,
            1500,
            20,
            10,
            1,
            [new([6], true), new([0, 6], false)],
            [PruningRates.Uniform(0.5), PruningRates.Automatic(0.02)]
        );
}
