using System.Collections.Immutable;
using Ascribe.Experiments.Pruning;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Tests.Pruning;

public sealed class PrunerTests
{
    [Fact]
    public void Prune_LeavesTheChannelsThatRatesSay()
    {
        using var pruner = new Pruner(FashionTask.For(rest: false, 6, 0), new() { TimedRuns = 0 }, Execution.Default);
        pruner.Layers.ShouldBe(["relu1", "relu2", "hidden1"]);
        var scores = pruner.Score(new MagnitudeScoring());
        var rates = PruningRates.Uniform(0.5).Find(pruner, scores);
        var pruned = pruner.Prune("magnitude", scores, rates);
        pruned.Kept.Select(k => k.Value.Length).Order().ShouldBe([2, 3, 6]);
        var whole = pruner.Whole();
        whole.Kept.ShouldBeEmpty();
        whole.Before.Accuracy.ShouldBeGreaterThan(0.9);
        pruned.Size.Parameters.ShouldBe((9 * 2 + 2) + (2 * 9 * 3 + 3) + (3 * 49 * 6 + 6) + (6 * 2 + 2));
        pruned.Size.Parameters.ShouldBeLessThan(whole.Size.Parameters / 2);
        pruned.Milliseconds.ShouldBe(double.NaN);
        pruned.After.ShouldBeNull();
    }

    [Fact]
    public void RateOfNothing_ChangesNoDecision()
    {
        using var pruner = new Pruner(FashionTask.For(rest: true, 3), new() { TimedRuns = 1 }, Execution.Default);
        var scores = pruner.Score(new RandomScoring());
        var pruned = pruner.Prune("random", scores, PruningRates.Uniform(0).Find(pruner, scores));
        pruned.Before.Counts.ShouldBe(pruner.Whole().Before.Counts, new RowComparer());
        pruned.Milliseconds.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Automatic_KeepsErrorsWithinTheBudget()
    {
        var task = FashionTask.For(rest: false, 6, 0, 8);
        using var pruner = new Pruner(task with { Held = task.Fit }, new() { TimedRuns = 0 }, Execution.Default);
        var scores = pruner.Score(
            new AttributionScoring(new IntegratedGradients { Steps = 5 }, [task.Scored(10)])
            {
                Scores = ClassScores.Of(task.Model),
            }
        );
        var rates = PruningRates.Automatic(0.05).Find(pruner, scores);
        rates.Values.ShouldContain(r => r > 0);
        var pruned = pruner.Prune("attribution", scores, rates);
        pruned.Before.Accuracy.ShouldBeGreaterThanOrEqualTo(pruner.Whole().Before.Accuracy - 0.05 - 1e-9);
    }

    [Fact]
    public void FineTuning_BringsBackWhatChanceRemoved()
    {
        var settings = new PruningSettings
        {
            FineTuning = new()
            {
                Epochs = 8,
                BatchRows = 10,
                LearningRate = 1e-2,
            },
            TimedRuns = 0,
        };
        using var pruner = new Pruner(FashionTask.For(rest: false, 0, 5), settings, new() { Seed = 2 });
        var scores = pruner.Score(new RandomScoring());
        var pruned = pruner.Prune("random", scores, PruningRates.Uniform(0.5).Find(pruner, scores));
        pruned.Final.Accuracy.ShouldBe(1, 0.05);
        pruned.After.ShouldBeSameAs(pruned.Final);
    }

    [Fact]
    public void LayerWithoutChannelsToRemove_IsRefused()
    {
        var task = FashionTask.For(rest: false, 6, 0);
        Should
            .Throw<ModelException>(() => new Pruner(task, new() { Layers = ["logits"] }, Execution.Default))
            .Message.ShouldContain("no channel of these layers can be removed");
    }

    private sealed class RowComparer : IEqualityComparer<ImmutableArray<int>>
    {
        public bool Equals(ImmutableArray<int> x, ImmutableArray<int> y) => x.SequenceEqual(y);

        public int GetHashCode(ImmutableArray<int> obj) => obj.Length;
    }
}
