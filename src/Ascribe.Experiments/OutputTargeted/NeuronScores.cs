using System.Collections.Immutable;
using Ascribe.Experiments.Evaluation;
using Ascribe.Metrics;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>What contributions of neurons are judged by, and the ways to find them that are judged.</summary>
internal static class NeuronScores
{
    /// <summary>What tables call Aumann–Shapley attribution of neurons.</summary>
    public const string AumannShapley = "aumann-shapley";

    /// <summary>The share of the target that is lost where the neurons of the largest contributions are at the candidate's own baseline.</summary>
    public static Criterion Robustness { get; } = new ScoreCriterion(InSteps);

    /// <summary>The same with zeros in place of every candidate's baseline.</summary>
    public static Criterion RobustnessAtZero { get; } =
        new ScoreCriterion(InSteps) { Name = "robustness-at-zero", Replacement = new("zero", Baseline.Zero) };

    /// <summary>The score is that of the last step; ten are enough for a curve.</summary>
    private static Robustness InSteps => new() { Steps = 10 };

    /// <summary>[OTB] Eq. 10, at the candidate's own baseline.</summary>
    public static Criterion SensitivityN(NeuronPlan plan) =>
        new ScoreCriterion(new SensitivityN { Sizes = plan.Sizes, Coalitions = plan.Sets });

    /// <summary>Aumann–Shapley attribution against every baseline and methods that need none, at every layer, by all three.</summary>
    /// <param name="plan">How much.</param>
    /// <param name="baselines">The baselines.</param>
    /// <param name="origin">What the numbers depend on besides.</param>
    public static EvaluationPlan Plan(NeuronPlan plan, ImmutableArray<NamedBaseline> baselines, string origin) =>
        new(
            [.. plan.Layers.SelectMany(layer => Candidates(layer, plan, baselines))],
            [Robustness, RobustnessAtZero, SensitivityN(plan)]
        )
        {
            Settings = ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal,
                [
                    KeyValuePair.Create("model, photos, references", origin),
                    KeyValuePair.Create("references", $"{plan.References}"),
                    KeyValuePair.Create("points", $"{plan.Steps}"),
                    KeyValuePair.Create("steps of opt", $"{plan.MaskSteps}"),
                    KeyValuePair.Create("draws", $"{plan.Draws}"),
                ]
            ),
        };

    private static IEnumerable<Candidate> Candidates(
        string layer,
        NeuronPlan plan,
        ImmutableArray<NamedBaseline> baselines
    )
    {
        return
        [
            .. At(AumannShapley, new IntegratedGradients { Steps = plan.Steps }).Against(baselines),
            .. At("deeplift", new DeepLift()).Against([baselines.Single(b => b.Name == "zero")]),
            At("gradient-x-input", new GradientTimesInput()),
            // Every neuron its own contribution, those that speak against the target included.
            At("grad-cam", new GradCam { SumChannels = false, Relu = false }),
            At("lrp", new LayerwiseRelevancePropagation()),
        ];

        Candidate At(string name, AttributionMethod method) => new(name, method) { Layer = layer, Features = [layer] };
    }
}
