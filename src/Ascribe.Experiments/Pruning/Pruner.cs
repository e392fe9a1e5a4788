using System.Collections.Immutable;
using Ascribe.Metrics;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>Prunes one model for one task in several ways, and measures what comes out.</summary>
public sealed class Pruner : IDisposable
{
    private const int RowsPerRun = 100;

    private readonly PruningSettings settings;
    private readonly Execution execution;
    private readonly CancellationToken cancellation;
    private readonly ImmutableDictionary<string, ImmutableArray<long>> shapes;
    private readonly ImmutableArray<ChannelGroup> all;

    /// <summary>Looks for what can be pruned.</summary>
    /// <param name="task">The model and its examples.</param>
    /// <param name="settings">How to prune.</param>
    /// <param name="execution">How to do the work.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">A layer is unknown or has no channels, or nothing can be pruned.</exception>
    public Pruner(
        PruningTask task,
        PruningSettings settings,
        Execution execution,
        CancellationToken cancellation = default
    )
    {
        (Task, this.settings, this.execution, this.cancellation) = (task, settings, execution, cancellation);
        shapes = task.Fit.Inputs.ToImmutableDictionary(
            i => i.Key,
            i => i.Value.Shape.SetItem(0, 1),
            StringComparer.Ordinal
        );
        Layers = settings.Layers.IsEmpty ? ScoredLayers.Of(task.Model, shapes) : settings.Layers;
        all = ChannelGroups.Of(task.Model, Layers, shapes);
        Groups = [.. all.Where(g => g.Places.Keys.Any(Layers.Contains))];
        if (Groups.IsEmpty)
            throw new ModelException(
                "no channel of these layers can be removed: all reach an output, or an operator that is not known to treat channels one by one."
            );
        Network = new(task.Model);
    }

    /// <summary>The model and its examples.</summary>
    public PruningTask Task { get; }

    /// <summary>The model, to be asked.</summary>
    public Network Network { get; }

    /// <summary>Where channels are scored.</summary>
    public ImmutableArray<string> Layers { get; }

    /// <summary>What can be pruned at these layers.</summary>
    public ImmutableArray<ChannelGroup> Groups { get; }

    /// <summary>Scores the channels.</summary>
    public ChannelScores Score(ChannelScoring scoring, Execution? how = null) =>
        scoring.Score(Network, Layers, how ?? execution, cancellation);

    /// <summary>The model as it is before anything is removed.</summary>
    /// <param name="name">How it is called.</param>
    public PrunedModel Whole(string name = "whole") => Measured(name, Task.Model, tuned: null);

    /// <summary>Removes the channels of the lowest scores, trains what is left where that is asked for, and measures it.</summary>
    /// <param name="name">By what the channels are chosen.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="rates">The share to remove by layer.</param>
    /// <param name="how">How to do it, and whom to tell; null to do it like everything else.</param>
    /// <exception cref="ModelException">A layer cannot be pruned, or a rate is out of range.</exception>
    public PrunedModel Prune(
        string name,
        ChannelScores scores,
        ImmutableSortedDictionary<string, double> rates,
        Execution? how = null
    )
    {
        var kept = scores.Kept(all, rates);
        var pruned = ChannelRemoval.Keep(Task.Model, kept, shapes);
        var tuned = settings.FineTuning?.Apply(pruned, Task.Fit, how ?? execution, cancellation);
        return Measured(name, pruned, tuned) with { Kept = kept };
    }

    /// <summary>Rates under a budget of errors.</summary>
    internal ImmutableSortedDictionary<string, double> Automatic(AutomaticRates rates, ChannelScores scores)
    {
        var some = Task.Fit.FirstOfEach(Math.Max(1, settings.RateExamples / Task.Labels.Length));
        return rates.Find(Task.Model, scores, [.. some.BatchesFor(Task.Model, RowsPerRun)], execution, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    private PrunedModel Measured(string name, Model model, Model? tuned)
    {
        var final = tuned ?? model;
        return new(
            name,
            final,
            ConfusionMatrix.Of(model, Task.Held, execution, cancellation),
            tuned is null ? null : ConfusionMatrix.Of(tuned, Task.Held, execution, cancellation),
            ModelSize.Of(final, shapes),
            settings.TimedRuns < 1
                ? double.NaN
                : Latency.Milliseconds(final, Task.Held.Slice(0, 1).Inputs, settings.TimedRuns, cancellation)
        );
    }
}
