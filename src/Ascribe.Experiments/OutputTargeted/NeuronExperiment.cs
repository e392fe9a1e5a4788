using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Experiments.Evaluation;
using Ascribe.Imaging;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>The baselines of [OTB] and the contributions of neurons against them, layer by layer.</summary>
/// <remarks>
/// [OTB]: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022. What is found of a photo is kept in
/// <see cref="ExperimentOptions.Folder"/> before the next one is read, and a full run that was interrupted goes on there.
/// </remarks>
public sealed record NeuronExperiment : Experiment
{
    private const string Properties = "baselines.csv";

    /// <inheritdoc/>
    public override string Name => "neurons";

    /// <inheritdoc/>
    public override string Description =>
        "Output-targeted baselines for the attribution of neurons, layer by layer of a GoogLeNet: Tables 2–6, Figures 2–6. Needs --data.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default)
    {
        var plan = options.Quick ? NeuronPlan.Quick : NeuronPlan.Full;
        using var study = NeuronStudy.Open(options.Data, plan);
        return Run(plan, study, options, cancellation);
    }

    /// <summary>Runs as much of it as a plan says, on the model and photos given.</summary>
    internal static ExperimentReport Run(
        NeuronPlan plan,
        NeuronStudy study,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var rows = RowsFolder.Open(options);
        var execution = new Execution { Seed = options.Seed, Progress = options.Progress };
        var baselines = ComparedBaselines.Of(
            study.Network,
            study.Photos[0].Read(),
            plan.Layers,
            study.References,
            plan.MaskSteps,
            cancellation
        );
        var result = Evaluator.Run(
            NeuronScores.Plan(plan, baselines, study.Origin),
            study.Network,
            study.Photos,
            new EvaluationOptions(rows)
            {
                Count = study.Photos.Length,
                Execution = execution.Part(0, 2),
                Remark = options.Remark,
            },
            cancellation
        );
        var properties = new BaselineSurvey(study, plan, baselines, execution.Part(1, 2), cancellation).Run(
            Path.Combine(rows, Properties)
        );
        return new ExperimentReport(
            "Output-targeted baselines for the attribution of neurons",
            "Against which baseline do the contributions of a layer's neurons tell best what the network does with them? After Shi, Li and Yamaguchi, “Output-targeted baseline for neuron attribution calculation”, 2022, Tables 2–6 and Figures 2–6, with a network of our own choice.",
            [BaselineFindings.Of(properties, options.Seed), .. NeuronFindings.Of(result)]
        )
        {
            SetUp = SetUpTexts(plan),
            Facts = [.. Facts(options, plan, study, result, clock.Elapsed)],
        };
    }

    private static ImmutableArray<string> SetUpTexts(NeuronPlan plan) =>
        [
            $"Aumann–Shapley attribution of neurons (Eq. 3–4) is R = (A − Ā)·Σ w ∂f/∂A on the straight line from the baseline Ā to the layer's value A, with {plan.Steps} points by Gauss and Legendre; the layers before A are left alone. The target f is the logit of the class that the network decides for. The network is a GoogLeNet with batch normalization, not the paper's own; of its ten mixed values nine are taken, without mixed3c.",
            ComparedBaselines.Explanation,
            "Compared with it: DeepLIFT (Rescale) against zero, gradient × input, Grad-CAM with every neuron's own product instead of their sum, and LRP (ε), which need no baseline.",
            $"Robustness and sensitivity-n replace neurons by the candidate's own baseline, as the paper's definitions have it, and by zeros where it has none. Scores with different replacements do not ask the same question, so robustness is taken a second time with zeros for all. More than 1 says that the target has gone below zero: a baseline that speaks against the class, such as max-distance, gains by that alone. Sensitivity-n takes {plan.Sizes} sizes from 1 to 95 % of the neurons, evenly in the logarithm, with {plan.Sets} random sets each, the same for all.",
            "Intervals hold the mean over photos with 95 %, by 10,000 bootstrap samples. Comparisons with the best of a layer are made photo by photo and corrected after Holm over all comparisons of the score.",
        ];

    private static IEnumerable<Fact> Facts(
        ExperimentOptions options,
        NeuronPlan plan,
        NeuronStudy study,
        EvaluationResult result,
        TimeSpan time
    ) =>
        [
            new("Version", options.Quick ? "quick: few photos, two layers, fewer points and sets" : "full"),
            new("Model, photos, references", study.Origin),
            new(
                "Photos",
                $"{result.Values.Length}, {result.Skipped.Length} could not be read; baselines themselves are looked at for {Math.Min(plan.Surveyed, study.Photos.Length)}"
            ),
            new("References", $"{study.References.Length}"),
            new("Steps of opt", $"at most {plan.MaskSteps}"),
            new("Seed", $"{options.Seed}"),
            new("Processors", $"{Environment.ProcessorCount}"),
            new("Time", $"{Numbers.Fixed(time.TotalSeconds, 0)} s, of the part that was run last"),
        ];
}
