using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Photos;

/// <summary>The experiment of [SIG] on photos.</summary>
public sealed record ImageNetExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "imagenet";

    /// <inheritdoc/>
    public override string Description =>
        "Shapley integrated gradients against single baselines on photos: maps, iAccuracy, running time; Figures 6, 7, 9, 12, 13.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default)
    {
        var plan = options.Quick ? ImageNetPlan.Quick : ImageNetPlan.Full;
        return Run(plan, PhotoCases.Of(plan, options.Data), options, cancellation);
    }

    /// <summary>Runs as much of it as a plan says.</summary>
    internal static ExperimentReport Run(
        ImageNetPlan plan,
        ImmutableArray<PhotoCase> cases,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var parts = new Parts(cases.Sum(c => c.Photos.Length), options.Progress);
        var explained = cases
            .Select(c => ExplainedCase.Of(c, plan, options.Seed, () => parts.Done(1), cancellation))
            .ToImmutableArray();
        return new ExperimentReport(
            "Photos: baselines that follow Shapley values",
            "Which pixels make a network take a photo for what it does? Integrated gradients answer differently under every baseline. Shapley integrated gradients, whose baselines are coalitions of patches, beside random, zero and mean baselines.",
            [
                SaliencyMaps.Find(explained, plan),
                Identification.Pixels(explained, plan),
                Identification.Patches(explained, plan),
                RunningTime.Find(explained),
            ]
        )
        {
            SetUp = SetUp(plan, cases),
            Facts = Facts(plan, cases, options, clock.Elapsed),
        };
    }

    private static ImmutableArray<string> SetUp(ImageNetPlan plan, ImmutableArray<PhotoCase> cases) =>
        [
            cases.Any(c => c.FileName.Contains("imagenet", StringComparison.Ordinal))
                ? "Photos and networks. Photos of the ILSVRC classes that the network recognizes, in the order of their names, cut as its card says; the target is the logit of the class that it decides for. The paper explains a ResNet."
                : "Photos and networks. There is no data folder with ImageNet networks and photos (--data), so that a smaller question stands in: the facial-expression network of npm's face-api, at faces of the package's demonstration photos. Nothing below is about ImageNet.",
            $"SIG. Players are patches of 80×80 pixels of 224×224 – nine, those at the right and bottom edge smaller –, in proportion where a picture has another size. The mean of integrated gradients over {plan.Budget.Samples} baselines that hold the patches of a drawn coalition and zeros elsewhere, {plan.Budget.SampleSteps} points each; sizes are drawn uniformly, as the paper's proof needs them, and nothing is normalized.",
            $"Single baselines, {plan.Budget.SingleSteps} points. Random: uniform noise between the least and the largest number of the picture's input, drawn anew for each photo. Zero: zeros of the network's input, which is the mean color that preprocessing subtracts, not black. Mean: the element-wise mean of photos that are not explained ({string.Join(", ", cases.Select(c => $"{c.References.Length} for {c.Name}"))}); it is a blurred gray picture, not the mean color of the photo itself.",
            $"iAccuracy. Pixels are ranked by their contribution, all channels together, and removed one after the other; iAcc(L) is how often, over k = 0 … L, the decision without the top k pixels is still that for the whole photo. Smaller is better: what was removed mattered. A removed pixel becomes zero in the network's input, for all methods alike. With n = 1, 2, 3 the area of (n + 1)×(n + 1) around each pixel goes with it. L = {plan.Pixels}.",
            "Intervals are 95 % of the mean over photos by Student's t; differences are taken photo by photo. Verdicts count a difference at a confidence of 95 % for all comparisons of a question together (Bonferroni).",
        ];

    private static ImmutableArray<Fact> Facts(
        ImageNetPlan plan,
        ImmutableArray<PhotoCase> cases,
        ExperimentOptions options,
        TimeSpan time
    ) =>
        [
            new("Version", options.Quick ? "quick: one network, fewer photos, pixels and coalitions" : "full"),
            new("Photos", string.Join(", ", cases.Select(c => $"{c.Photos.Length} for {c.Name}"))),
            new(
                "Gradients a map",
                $"{plan.Budget.Samples} × {plan.Budget.SampleSteps} for SIG, {plan.Budget.SingleSteps} for a single baseline"
            ),
            new("Seeds", $"{options.Seed} and following, one for each photo"),
            new("Processors", $"{Environment.ProcessorCount}"),
            new("Time", $"{Numbers.Fixed(time.TotalSeconds, 0)} s"),
        ];
}
