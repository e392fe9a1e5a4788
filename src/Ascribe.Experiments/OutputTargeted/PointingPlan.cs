using System.Collections.Immutable;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>How much of the pointing game is played.</summary>
/// <param name="AnnotatedTrials">Questions about annotated photos at most.</param>
/// <param name="Composites">Pictures made of a photo and two stamps; each is asked about twice.</param>
/// <param name="Layers">Where neurons are explained.</param>
/// <param name="References">Photos that the mean is taken over and a random one is drawn from.</param>
/// <param name="Steps">Points of a path.</param>
/// <param name="MaskSteps">Steps of the optimized mask at most.</param>
/// <param name="Stride">How far the box of occlusion, 28 × 28 pixels, moves.</param>
internal sealed record PointingPlan(
    int AnnotatedTrials,
    int Composites,
    ImmutableArray<string> Layers,
    int References,
    int Steps,
    int MaskSteps,
    int Stride
)
{
    /// <summary>Every annotated photo, 79 composites, in which each of 79 stamps is asked for twice, and two layers.</summary>
    public static PointingPlan Full { get; } = new(int.MaxValue, 79, ["mixed4e", "mixed5b"], 100, 20, 200, 14);

    /// <summary>Enough to see whether it works.</summary>
    public static PointingPlan Quick { get; } = new(12, 3, ["mixed5b"], 8, 10, 60, 28);
}
