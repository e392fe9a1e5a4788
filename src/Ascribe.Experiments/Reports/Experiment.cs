using System.Collections.Immutable;
using Ascribe.Experiments.Adversarial;
using Ascribe.Experiments.FacePairs;
using Ascribe.Experiments.GridWorld;
using Ascribe.Experiments.OutputTargeted;
using Ascribe.Experiments.Photos;
using Ascribe.Experiments.Pruning;
using Ascribe.Experiments.SameBudget;
using Ascribe.Onnx;

namespace Ascribe.Experiments;

/// <summary>An experiment that can be run again: a paper's, or one of our own.</summary>
public abstract record Experiment
{
    /// <summary>Every experiment.</summary>
    public static ImmutableArray<Experiment> All { get; } =
    [
        new GridWorldExperiment(),
        new SameBudgetExperiment(),
        new ImageNetExperiment(),
        new ExpressionExperiment(),
        new NeuronExperiment(),
        new PointingExperiment(),
        new PruningExperiment(),
        new VulnerableNeuronExperiment(),
    ];

    /// <summary>The name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>What it is about, in a line.</summary>
    public abstract string Description { get; }

    /// <summary>Runs it.</summary>
    /// <param name="options">How much, and how.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">Something that it needs is missing.</exception>
    public abstract ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default);
}
