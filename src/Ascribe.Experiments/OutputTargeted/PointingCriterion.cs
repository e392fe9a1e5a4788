using System.Runtime.CompilerServices;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What the pointing game says of a heatmap, as a number.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Scenes">What the tensors show that the network is asked about.</param>
/// <param name="Number">The number.</param>
internal sealed record PointingCriterion(
    string Name,
    ConditionalWeakTable<Tensor, PointingScene> Scenes,
    Func<PointingScene, Heatmap, double> Number
) : Criterion
{
    private const double Tolerance = 15;

    /// <inheritdoc/>
    public override string Name { get; init; } = Name;

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <inheritdoc/>
    public override string Unit => "";

    /// <inheritdoc/>
    internal override string Settings => Name;

    /// <summary>1 where the heatmap's maximum lies on the object or within 15 pixels of it, else 0.</summary>
    public static PointingCriterion Hit(ConditionalWeakTable<Tensor, PointingScene> scenes) =>
        new("hit", scenes, (scene, heatmap) => Play(scene, heatmap, Tolerance));

    /// <summary>1 where the heatmap's maximum lies on the object, else 0.</summary>
    public static PointingCriterion ExactHit(ConditionalWeakTable<Tensor, PointingScene> scenes) =>
        new("exact hit", scenes, (scene, heatmap) => Play(scene, heatmap, 0));

    /// <summary>1 where the picture is a difficult one for the class, whatever the heatmap.</summary>
    public static PointingCriterion Difficult(ConditionalWeakTable<Tensor, PointingScene> scenes) =>
        new("difficult", scenes, (scene, _) => PointingGame.IsDifficult(scene.View, scene.Class) ? 1 : 0);

    /// <summary>The share of the view that the objects cover, whatever the heatmap.</summary>
    public static PointingCriterion Share(ConditionalWeakTable<Tensor, PointingScene> scenes) =>
        new("share", scenes, (scene, _) => scene.Share);

    /// <inheritdoc/>
    internal override CriterionValue Of(ExplainedExample explained, CancellationToken cancellation)
    {
        var scene = Scenes.TryGetValue(explained.Asked.Inputs.Values.Single(), out var shown)
            ? shown
            : throw new InvalidOperationException("A question is asked about a picture that nobody has shown.");
        return new(Number(scene, Heatmap.Of(explained.Measured.Attribution.Values.Values.Single())));
    }

    private static double Play(PointingScene scene, Heatmap heatmap, double tolerance) =>
        PointingGame.Play(heatmap, scene.View, scene.Class, new() { Tolerance = tolerance }).IsHit ? 1 : 0;
}
