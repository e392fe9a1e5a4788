using System.Collections.Immutable;
using Ascribe.Experiments.FashionMnist;
using Ascribe.Metrics;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>Trains networks, prunes them in every way, and measures what comes out.</summary>
/// <param name="plan">How much.</param>
/// <param name="pictures">What is learnt from, and other pictures.</param>
/// <param name="options">Seed, folder, and who is told.</param>
internal sealed class PruningTrials(PruningPlan plan, FashionPictures pictures, ExperimentOptions options)
{
    /// <summary>What training is worth in parts of the work, a part being one pruned network.</summary>
    private const int PartsOfTraining = 20;

    private readonly ImmutableArray<PruningContender> contenders = PruningContender.Of(plan);
    private readonly Parts parts = new(
        plan.Networks * (PartsOfTraining + plan.Choices.Length * plan.Rates.Length * 5L),
        options.Progress
    );

    /// <summary>All trials.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled; trained networks stay in the folder.</exception>
    public (ImmutableArray<PruningTrial> Trials, ImmutableArray<double> Accuracies) Run(CancellationToken cancellation)
    {
        var trials = ImmutableArray.CreateBuilder<PruningTrial>();
        var accuracies = ImmutableArray.CreateBuilder<double>();
        var held = pictures.Test.First(plan.Tested);
        foreach (var seed in Enumerable.Range(options.Seed, plan.Networks))
        {
            var model = Network(seed, cancellation);
            accuracies.Add(ConfusionMatrix.Of(model, held, cancellation: cancellation).Accuracy);
            parts.Done(PartsOfTraining);
            foreach (var choice in plan.Choices)
                trials.AddRange(Prune(model, choice, seed, held, cancellation));
        }
        return (trials.ToImmutable(), accuracies.ToImmutable());
    }

    private IEnumerable<PruningTrial> Prune(
        Model model,
        ClassChoice choice,
        int seed,
        LabeledBatch held,
        CancellationToken cancellation
    )
    {
        var fit = pictures.Training.First(plan.Fit);
        var task = PruningTask.Of(model, FashionPictures.Labels, choice.Classes, choice.Rest, fit, held);
        var settings = new PruningSettings { FineTuning = new() { Epochs = plan.Epochs } };
        // Each choice of each network has its own draw of what is pruned by chance.
        var execution = new Execution { Seed = 100 * seed + plan.Choices.IndexOf(choice) };
        using var pruner = new Pruner(task, settings, execution, cancellation);
        var scores = contenders.Select(c => (c.Name, Scores: pruner.Score(c.Scoring(pruner)))).ToArray();
        yield return Trial("", "whole", pruner.Whole());
        foreach (var rates in plan.Rates)
        {
            // All lose as much of each layer as the first contender does.
            var found = rates.Find(pruner, scores[0].Scores);
            foreach (var (name, own) in scores)
            {
                yield return Trial(rates.Text, name, pruner.Prune(name, own, found));
                parts.Done(1);
            }
        }

        PruningTrial Trial(string rates, string by, PrunedModel pruned) =>
            new(seed, choice.ToString(), rates, by, task.Wanted, pruned);
    }

    /// <summary>A trained network: the one that the folder holds, or a fresh one, which is kept there.</summary>
    private Model Network(int seed, CancellationToken cancellation)
    {
        var network = plan.Network with { Seed = seed };
        var name =
            $"fashion-{string.Join('-', network.Filters.Concat(network.Widths))}-of-{plan.Learnt}-{network.Epochs}-epochs-seed-{seed}.onnx";
        var path = options.Folder is { } folder ? Path.Combine(folder, "networks", name) : null;
        if (path is not null && File.Exists(path))
            return Model.Load(path);
        var model = network.Train(pictures.Training.First(plan.Learnt), cancellation: cancellation).Model;
        if (path is not null)
        {
            model.Save(path);
            FashionNetwork.Card.Save(Imaging.Cards.ModelCard.BesideModel(path));
        }
        return model;
    }
}
