using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Experiments.FashionMnist;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Pruning;

/// <summary>Networks pruned for a few classes by what their channels contribute to them, after [OTB], section 5.5.</summary>
/// <remarks>[OTB]: Shi, Li and Yamaguchi, "Output-targeted baseline for neuron attribution calculation", 2022.</remarks>
public sealed record PruningExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "pruning";

    /// <inheritdoc/>
    public override string Description =>
        "Networks for Fashion-MNIST pruned for a few classes by attributions, magnitude and chance. Needs Debian's dataset-fashion-mnist.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default) =>
        Run(
            options.Quick ? PruningPlan.Quick : PruningPlan.Full,
            FashionPictures.Read(FashionPictures.Folder()),
            options,
            cancellation
        );

    /// <summary>Runs as much of it as a plan says, on the pictures given.</summary>
    internal static ExperimentReport Run(
        PruningPlan plan,
        FashionPictures pictures,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var (trials, accuracies) = new PruningTrials(plan, pictures, options).Run(cancellation);
        return new(
            "Pruning networks for a few classes",
            "A network that tells ten classes is to tell one or two: which channels can go? After Shi, Li and Yamaguchi, “Output-targeted baseline for neuron attribution calculation”, 2022, section 5.5, with networks and pictures of our own choice.",
            PruningFindings.Of(trials)
        )
        {
            SetUp = SetUpTexts(plan),
            Facts = [.. Facts(options, plan, accuracies, clock.Elapsed)],
        };
    }

    private static ImmutableArray<string> SetUpTexts(PruningPlan plan) =>
        [
            $"Each of {plan.Networks} networks – convolutions of {string.Join(" and ", plan.Network.Filters)} filters, dense layers of {string.Join(" and ", plan.Network.Widths)} – learns {plan.Learnt} pictures of Fashion-MNIST in {plan.Network.Epochs} passes. For each of {plan.Choices.Length} choices of classes – {string.Join("; ", plan.Choices)} – its head is cut down: to these classes, or to these and the rest, whose score is the logarithm of the sum of the other classes' exponentials. A single class is always told from the rest.",
            $"A channel's score is the sum of its contributions to the logit of each picture's own class, over positions and {plan.PerClass} pictures of each wanted class, at the activations behind each layer; {plan.Steps} points. Those of the lowest scores go, so that what speaks against the classes goes first. Magnitude is the sum of a filter's absolute weights; chance is drawn anew for each network and choice.",
            $"Rates are the share that each layer loses: the same for all, or found for Aumann–Shapley with qa, so that the share of errors grows by no more than the budget before further training. All others lose as much of each layer. What is left is trained for {plan.Epochs} passes over the first {plan.Fit} pictures, the first half of the layers being left alone. F1 is the mean over the wanted classes, on {plan.Tested} other pictures.",
            "Intervals are Student's over networks and choices of classes. Choices of one network are not independent of each other, so that they say less than as many networks would. Photos of ImageNet and a larger network are left out: a few classes of it need some hundred photos each to score, to train and to measure, and the folder of --data has at most three of a class.",
        ];

    private static IEnumerable<Fact> Facts(
        ExperimentOptions options,
        PruningPlan plan,
        ImmutableArray<double> accuracies,
        TimeSpan time
    )
    {
        using var process = Process.GetCurrentProcess();
        yield return new("Version", options.Quick ? "quick: small networks, few pictures" : "full");
        yield return new("Pictures", "Fashion-MNIST, as Debian packages it");
        yield return new(
            "Accuracy of the whole networks, ten classes",
            string.Join(", ", accuracies.Select(a => $"{Numbers.Fixed(100 * a, 2)} %"))
        );
        yield return new("Seeds of the networks", $"{options.Seed} … {options.Seed + plan.Networks - 1}");
        yield return new("Processors", $"{Environment.ProcessorCount}");
        yield return new(
            "Time",
            $"{Numbers.Fixed(time.TotalSeconds, 0)} s; of the processors {Numbers.Fixed(process.TotalProcessorTime.TotalSeconds, 0)} s. Networks that were trained before are taken from the folder."
        );
    }
}
