using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Experiments.Evaluation;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>Whose heatmaps play the pointing game.</summary>
internal static class PointingMethods
{
    private const int Window = 28;

    /// <summary>Aumann–Shapley attribution against every baseline and Grad-CAM at each layer, and methods at the pixels.</summary>
    /// <param name="plan">How much.</param>
    /// <param name="baselines">The baselines.</param>
    /// <param name="input">The network's input.</param>
    public static ImmutableArray<Candidate> All(
        PointingPlan plan,
        ImmutableArray<NamedBaseline> baselines,
        string input
    ) =>
        [
            .. plan.Layers.SelectMany(layer => AtLayer(layer, plan, baselines)),
            .. AtPixels(plan, baselines.Single(b => b.Name == "zero"), input),
        ];

    /// <summary>What a table calls a candidate.</summary>
    public static string Label(Candidate candidate) =>
        string.Join(
            ", ",
            new[]
            {
                candidate.Name,
                candidate.Baseline?.Name,
                candidate.Layer.Length > 0 ? candidate.Layer : "pixels",
            }.OfType<string>()
        );

    private static IEnumerable<Candidate> AtLayer(
        string layer,
        PointingPlan plan,
        ImmutableArray<NamedBaseline> baselines
    )
    {
        return
        [
            .. At(NeuronScores.AumannShapley, new IntegratedGradients { Steps = plan.Steps }).Against(baselines),
            At("grad-cam", new GradCam()),
        ];

        Candidate At(string name, AttributionMethod method) => new(name, method) { Layer = layer, Features = [layer] };
    }

    private static IEnumerable<Candidate> AtPixels(PointingPlan plan, NamedBaseline zero, string input) =>
        [
            new("integrated-gradients", new IntegratedGradients { Steps = plan.Steps }) { Baseline = zero },
            new("deeplift", new DeepLift()) { Baseline = zero },
            new("occlusion", Boxes(plan, input)) { Baseline = zero },
            new("saliency", new Saliency()),
            new("gradient-x-input", new GradientTimesInput()),
            new(
                "lrp:epsilon-plus-flat",
                new LayerwiseRelevancePropagation { Composite = LrpComposite.EpsilonPlusFlat }
            ),
        ];

    private static Occlusion Boxes(PointingPlan plan, string input) =>
        new()
        {
            Windows = ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty.Add(input, [3, Window, Window]),
            Strides = ImmutableSortedDictionary<string, ImmutableArray<int>>.Empty.Add(
                input,
                [3, plan.Stride, plan.Stride]
            ),
        };
}
