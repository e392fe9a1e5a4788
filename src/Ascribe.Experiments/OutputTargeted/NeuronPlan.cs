using System.Collections.Immutable;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>How much of the experiment on neurons is run.</summary>
/// <param name="Photos">Photos that are explained.</param>
/// <param name="Surveyed">Of how many of them the properties of baselines are looked at.</param>
/// <param name="References">Photos that the mean is taken over and a random one is drawn from.</param>
/// <param name="Layers">Where.</param>
/// <param name="Steps">Points of Aumann–Shapley attribution, by Gauss and Legendre.</param>
/// <param name="Sizes">Sizes of sets of neurons for sensitivity-n, from 1 to 95 % of them.</param>
/// <param name="Sets">Random sets of each size.</param>
/// <param name="Draws">Draws of the random baseline whose properties are averaged.</param>
/// <param name="MaskSteps">Steps of the optimized mask at most.</param>
internal sealed record NeuronPlan(
    int Photos,
    int Surveyed,
    int References,
    ImmutableArray<string> Layers,
    int Steps,
    int Sizes,
    int Sets,
    int Draws,
    int MaskSteps
)
{
    /// <summary>100 photos, nine layers, 20 points, 16 sets of a size: what a photo's few sets leave open, many photos settle.</summary>
    public static NeuronPlan Full { get; } =
        new(
            100,
            25,
            100,
            ["mixed3a", "mixed3b", "mixed4a", "mixed4b", "mixed4c", "mixed4d", "mixed4e", "mixed5a", "mixed5b"],
            20,
            5,
            16,
            5,
            200
        );

    /// <summary>Enough to see whether it works.</summary>
    public static NeuronPlan Quick { get; } = new(3, 3, 8, ["mixed4e", "mixed5a"], 10, 3, 30, 2, 60);
}
