using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>The pointing game of [OTB], Table 7: do heatmaps point at the object?</summary>
/// <remarks>
/// [OTB]: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022. What is found of a trial is kept in
/// <see cref="ExperimentOptions.Folder"/> before the next one is made, and a full run that was interrupted goes on there.
/// </remarks>
public sealed record PointingExperiment : Experiment
{
    private const string ReferenceFolder = "images/imagenet-sample";

    /// <inheritdoc/>
    public override string Name => "pointing";

    /// <inheritdoc/>
    public override string Description =>
        "The pointing game with output-targeted baselines and other methods, over all and difficult pictures: Table 7. Needs --data.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default)
    {
        var plan = options.Quick ? PointingPlan.Quick : PointingPlan.Full;
        var data = new DataFolder(options.Data);
        using var network = PictureNetwork.Open(data);
        var references = data.Photos(ReferenceFolder).Take(plan.References).Select(p => network.Input(Picture.Load(p)));
        var stamps = StampScenes.Find(data, network, options.Seed);
        ImmutableArray<PointingTrialSource> trials =
        [
            .. AnnotatedScenes.Of(data, network).Take(plan.AnnotatedTrials),
            .. stamps?.Trials(plan.Composites) ?? [],
        ];
        return Run(plan, network.Network, trials, [.. references], options, cancellation);
    }

    /// <summary>Plays as much of it as a plan says, on the model and pictures given.</summary>
    internal static ExperimentReport Run(
        PointingPlan plan,
        Network network,
        ImmutableArray<PointingTrialSource> trials,
        ImmutableArray<Tensor> references,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        if (trials.IsEmpty)
            throw new ModelException(
                "there is nothing to point at: the data folder holds neither annotated photos (images/coco8-seg, images/coco-icevision, images/voc-icevision, images/voc-labelme) nor are there stamps."
            );
        var outcomes = new PointingOutcomes(Play(plan, network, trials, references, options, cancellation), trials);
        var stamps = outcomes.Count(PointingTrialSource.Stamps);
        return new ExperimentReport(
            "The pointing game with output-targeted baselines",
            "Does the place where a heatmap is largest lie on the object that the network is asked about? After Shi, Li and Yamaguchi, “Output-targeted baseline for neuron attribution calculation”, 2022, Table 7, with a network and pictures of our own choice.",
            [
                .. new[] { (PointingTrialSource.Photos, "photos"), (PointingTrialSource.Stamps, "stamps") }
                    .Where(c => outcomes.Count(c.Item1) > 0)
                    .Select(c => PointingFindings.Of(outcomes, c.Item1, c.Item2)),
            ]
        )
        {
            SetUp = SetUpTexts(plan, stamps),
            Facts =
            [
                new("Version", options.Quick ? "quick: few pictures, one layer, fewer points" : "full"),
                new(
                    "Trials",
                    $"{outcomes.Count(PointingTrialSource.Photos)} on annotated photos, {stamps} on composites"
                ),
                new("Layers", string.Join(", ", plan.Layers)),
                new("Points of a path", $"{plan.Steps}"),
                new("References", $"{references.Length}"),
                new("Seed", $"{options.Seed}"),
                new("Time", $"{Numbers.Fixed(clock.Elapsed.TotalSeconds, 0)} s, of the part that was run last"),
            ],
        };
    }

    private static EvaluationResult Play(
        PointingPlan plan,
        Network network,
        ImmutableArray<PointingTrialSource> trials,
        ImmutableArray<Tensor> references,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var scenes = new ConditionalWeakTable<Tensor, PointingScene>();
        var question = trials[0].Make().Question;
        var baselines = ComparedBaselines.Of(network, question, plan.Layers, references, plan.MaskSteps, cancellation);
        var settings = ImmutableSortedDictionary
            .Create<string, string>(StringComparer.Ordinal)
            .Add("points", $"{plan.Steps}")
            .Add("steps of opt", $"{plan.MaskSteps}")
            .Add("stride", $"{plan.Stride}")
            .Add("references", $"{references.Length}");
        return Evaluator.Run(
            new EvaluationPlan(
                PointingMethods.All(plan, baselines, network.Inputs[0].Name),
                [
                    PointingCriterion.Hit(scenes),
                    PointingCriterion.ExactHit(scenes),
                    PointingCriterion.Difficult(scenes),
                    PointingCriterion.Share(scenes),
                ]
            )
            {
                Settings = settings,
            },
            network,
            trials.Select(t => new EvaluatedExample(t.Name, () => Shown(t.Make(), scenes))),
            new EvaluationOptions(RowsFolder.Open(options))
            {
                Count = trials.Length,
                Execution = new Execution { Seed = options.Seed, Progress = options.Progress },
                Remark = options.Remark,
            },
            cancellation
        );
    }

    private static Question Shown(PointingScene scene, ConditionalWeakTable<Tensor, PointingScene> scenes)
    {
        scenes.AddOrUpdate(scene.Input, scene);
        return scene.Question;
    }

    private static ImmutableArray<string> SetUpTexts(PointingPlan plan, int stamps) =>
        [
            "The game (Zhang et al., 2016). A heatmap hits where its largest number lies on an object of the class that was asked for, or within 15 pixels of one; the table has the share without tolerance, too. Heatmaps of layers are the sum of the contributions over the channels, scaled to the picture; those of pixels the sum over the colors. Everything is measured in what the network sees of a picture, 224 × 224 pixels.",
            "A picture is difficult for a class where the boxes around the objects of the class, in what the network sees, have less than a quarter of the area together, and an object of another class is there as well.",
            "Annotated photos are those of Pascal VOC and COCO in the data folder, with boxes, polygons or masks. A class is asked for where ImageNet has kinds of it by WordNet; the target is the logit of the kind that the network finds most likely in the photo. Classes that ImageNet lacks, people among them, are not asked for.",
            stamps > 0
                ? "Composites are photos with two stamps of Tux Paint of different classes, one in each half, whose transparency says to the pixel where they are; each is asked for by the logit of its class. The photo's own object is a distraction that nobody is asked about."
                : $"Composites of stamps and photos were left out: the stamps of Tux Paint are not in {StampScenes.Folder}, nor in a folder that {StampScenes.Variable} names, or the table of their classes is missing in the data folder.",
            $"Aumann–Shapley attribution (Eq. 3–5) takes {plan.Steps} points by Gauss and Legendre on the line from the baseline at the layer itself, integrated gradients and DeepLIFT compare with zeros, the mean color; occlusion slides a box of 28 × 28 pixels by {plan.Stride}; LRP follows z⁺ in convolutions, ε in the dense layer and is flat at the pixels.",
            ComparedBaselines.Explanation,
        ];
}
