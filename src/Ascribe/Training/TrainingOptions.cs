using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>How to train. The number of workers changes nothing in what comes out.</summary>
public sealed record TrainingOptions
{
    /// <summary>What is made small.</summary>
    public required Loss Loss { get; init; }

    /// <summary>The output or hidden value that the loss judges; null for the first output of floating type.</summary>
    public string? ValueName { get; init; }

    /// <summary>Passes over the examples, unless training stops early.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Examples in a step.</summary>
    public int BatchRows { get; init; } = 64;

    /// <summary>
    /// Examples in a run; the runs of a step go side by side. Null to choose by what the values of an example take: where
    /// that is much, half a step at most. A machine of many cores gains from fewer; the choice is part of the result, by rounding.
    /// </summary>
    public int? RunRows { get; init; }

    /// <summary>How long the steps are.</summary>
    public LearningRate LearningRate { get; init; } = LearningRate.Constant(1e-3);

    /// <summary>How a step follows from the gradient.</summary>
    public Adam Adam { get; init; } = new();

    /// <summary>The share of the examples, chosen by seed, that is not learnt from but tells which epoch is best; in [0, 1).</summary>
    public double ValidationShare { get; init; }

    /// <summary>Validation examples of their own, instead of a share.</summary>
    public TrainingData? Validation { get; init; }

    /// <summary>Training ends when the validation loss has not become lower for so many epochs; null to make all epochs.</summary>
    public int? Patience { get; init; }

    /// <summary>Parameters that are left alone: their names, or the beginnings of them up to a dot.</summary>
    public ImmutableArray<string> Frozen { get; init; } = [];

    /// <summary>A value whose parameters, and those of all that it is made from, are left alone; null for none.</summary>
    public string? FrozenUpTo { get; init; }

    /// <summary>The seed of shuffling and of the validation share.</summary>
    public int Seed { get; init; }

    /// <summary>Runs side by side.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>An .npz file that is written after each epoch with all that it takes to go on; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>
    /// Whether to go on from <see cref="Checkpoint"/> where that file is there; else it is begun anew. What comes out is what training without a
    /// break would have given.
    /// </summary>
    public bool Resume { get; init; }

    /// <summary>Refuses settings that make no sense.</summary>
    /// <exception cref="ModelException">One of them is out of range, or two of them contradict each other.</exception>
    internal void Check()
    {
        Require(Epochs >= 1, $"the number of epochs is {Epochs}; there has to be one at least.");
        Require(BatchRows >= 1, $"a step has {BatchRows} examples; there has to be one at least.");
        Require(RunRows is null or >= 1, $"a run has {RunRows} examples; there has to be one at least.");
        Require(
            LearningRate is { Initial: > 0 and < double.PositiveInfinity, Final: >= 0 and < double.PositiveInfinity },
            $"the learning rate is {LearningRate.Initial:R}; it has to be positive."
        );
        Require(
            ValidationShare is >= 0 and < 1,
            $"the validation share is {ValidationShare:R}; it has to be in [0, 1), such as 0.1."
        );
        Require(
            ValidationShare == 0 || Validation is null,
            "validation examples and a validation share are both given; give one of them."
        );
        Require(
            Patience is null || ((Validation is not null || ValidationShare > 0) && Patience >= 1),
            "to stop early, give validation examples or a validation share, and a patience of 1 epoch or more."
        );
        Require(!Resume || Checkpoint is not null, "to resume, name the checkpoint to go on from.");
    }

    private static void Require(bool holds, string complaint)
    {
        if (!holds)
            throw new ModelException(complaint);
    }
}
