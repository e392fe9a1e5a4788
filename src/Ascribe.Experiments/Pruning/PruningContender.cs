using System.Collections.Immutable;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>A way to choose channels that takes part in the experiment.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Scoring">Makes it for a pruning.</param>
internal sealed record PruningContender(string Name, Func<Pruner, ChannelScoring> Scoring)
{
    /// <summary>The one that is put forward.</summary>
    public const string Targeted = "Aumann–Shapley, qa";

    /// <summary>By the size of weights.</summary>
    public const string Magnitude = "magnitude";

    /// <summary>By chance.</summary>
    public const string Random = "random";

    private const int Batch = 50;

    /// <summary>All of them, the one that is put forward first.</summary>
    public static ImmutableArray<PruningContender> Of(PruningPlan plan) =>
        [
            Attribution(Targeted, plan, _ => new QuadraticMask()),
            Attribution("Aumann–Shapley, zero", plan, _ => Baseline.Zero),
            Attribution(
                "Aumann–Shapley, mean",
                plan,
                task => new MeanBaseline(ReferenceSet.OfInputs([task.Fit.FirstOfEach(plan.PerClass).Inputs]))
            ),
            new(Magnitude, _ => new MagnitudeScoring()),
            new(Random, _ => new RandomScoring()),
        ];

    private static PruningContender Attribution(string name, PruningPlan plan, Func<PruningTask, Baseline> baseline) =>
        new(
            name,
            pruner =>
            {
                var scored = pruner.Task.Scored(plan.PerClass);
                return new AttributionScoring(new IntegratedGradients { Steps = plan.Steps }, scored.Batches(Batch))
                {
                    Baseline = baseline(pruner.Task),
                    Scores = ClassScores.Of(pruner.Task.Model),
                };
            }
        );
}
