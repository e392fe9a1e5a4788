using System.Collections.Immutable;
using System.Diagnostics;
using Ascribe.Experiments.FaceApi;

namespace Ascribe.Experiments.FacePairs;

/// <summary>The experiment of [SIG] on pairs of faces.</summary>
public sealed record ExpressionExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "expression";

    /// <inheritdoc/>
    public override string Description =>
        "Shapley integrated gradients against single baselines, asked what sets two faces apart: Figure 5.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default)
    {
        var package = FaceApiPackage.Find();
        var plan = options.Quick ? ExpressionPlan.Quick : ExpressionPlan.Full;
        return Run(plan, package, Face.All(package, options.Data), options, cancellation);
    }

    /// <summary>Runs as much of it as a plan says.</summary>
    internal static ExperimentReport Run(
        ExpressionPlan plan,
        FaceApiPackage package,
        ImmutableArray<Face> faces,
        ExperimentOptions options,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.StartNew();
        var parts = new Parts(plan.Networks.Length * plan.Pairs, options.Progress);
        var cases = ImmutableArray.CreateBuilder<ExplainedPairs>();
        foreach (var weights in plan.Networks)
        {
            var asked = PairCase.Of(weights, package);
            using var network = new PairNetwork(asked, plan, faces);
            cases.Add(new(asked, network.Explain(options.Seed, () => parts.Done(1), cancellation)));
        }
        return new ExperimentReport(
            "Pairs of faces: baselines that follow Shapley values",
            "A network puts the expressions of two faces close together or far apart. Which parts of both pictures make the distance? Shapley integrated gradients, whose baselines are coalitions of patches of both, beside random, zero and mean baselines.",
            [PairMaps.Find(cases.ToImmutable(), plan), PairRemoval.Find(cases.ToImmutable())]
        )
        {
            SetUp = SetUp(plan, faces),
            Facts =
            [
                new("Version", options.Quick ? "quick: one network, fewer pairs and coalitions" : "full"),
                new("Faces", $"{faces.Length}"),
                new("Pairs", $"{plan.Pairs} a network"),
                new(
                    "Gradients a map",
                    $"{plan.Budget.Samples} × {plan.Budget.SampleSteps} for SIG, {plan.Budget.SingleSteps} for a single baseline"
                ),
                new("Seeds", $"{options.Seed} and following, one for each pair"),
                new("Processors", $"{Environment.ProcessorCount}"),
                new("Time", $"{Numbers.Fixed(clock.Elapsed.TotalSeconds, 0)} s"),
            ],
        };
    }

    private static ImmutableArray<string> SetUp(ExpressionPlan plan, ImmutableArray<Face> faces) =>
        [
            "The task. One network is run on two faces, and the target is the Euclidean distance of the two embeddings: one graph with two inputs, whose weights stand once. Where both embeddings are equal the distance has no derivative, and its gradient is taken to be 0.",
            $"Networks. The paper's embedding of expressions, DLN, stands in no package; in its place stand the 256 features that the expression network of npm's face-api computes its seven classes from, which were learnt for classes and not for distances{(plan.Networks.Length > 1 ? "; besides, the 128 numbers by which its recognition network tells people apart" : "")}.",
            faces.Length > PackageFace.All.Length
                ? $"Faces. {PackageFace.All.Length} from the demonstration photos of the package and {faces.Length - PackageFace.All.Length} from the data folder."
                : $"Faces. {faces.Length} from the demonstration photos of the package; a data folder (--data) would add more.",
            $"SIG. Patches of both pictures, nine each, are the 18 players of one game: the mean of integrated gradients over {plan.Budget.Samples} baselines that hold the patches of a drawn coalition and zeros elsewhere, {plan.Budget.SampleSteps} points each; sizes are drawn uniformly, and nothing is normalized.",
            $"Single baselines, {plan.Budget.SingleSteps} points, both pictures at once. Random: uniform noise between the least and the largest number of each picture's input, another one for each picture. Zero: zeros of the network's input, the mean color that preprocessing subtracts. Mean: the element-wise mean of all faces but the two. Under zero and mean both pictures have the same baseline, so that the distance there is 0; two draws of noise lie apart.",
            $"Deletion and insertion. Pixels of both pictures are ranked together by their contribution. Deletion makes them zero in {plan.Steps} steps, insertion begins with zeros and puts them in; the score is the mean of the distance on the way, as a share of the whole.",
            "Intervals are 95 % of the mean over pairs by Student's t; differences are taken pair by pair, and counted at a confidence of 95 % for all comparisons together (Bonferroni). Pairs share faces, so that the intervals are rather too short than too long.",
        ];
}
