using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Training;

namespace Ascribe.Pruning;

/// <summary>Trains what is left of a pruned model a little further, its first layers being left alone.</summary>
/// <remarks>
/// The loss is the cross entropy of <see cref="ClassScores"/>. Weights that are stored as integers become floating ones, since
/// training is continuous, so that the file grows.
/// </remarks>
public sealed record FineTuning
{
    /// <summary>Passes over the examples.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Examples in a step.</summary>
    public int BatchRows { get; init; } = 64;

    /// <summary>The length of the first steps; it falls to 0 along half a cosine.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The share of the layers with weights that is left alone, the first ones; in [0, 1).</summary>
    public double FrozenShare { get; init; } = 0.5;

    /// <summary>A value up to which everything is left alone, instead of <see cref="FrozenShare"/>; null to go by the share.</summary>
    public string? FrozenUpTo { get; init; }

    /// <summary>Trains.</summary>
    /// <param name="model">The model.</param>
    /// <param name="examples">What to learn from.</param>
    /// <param name="execution">Seed, workers, and who is told how far it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ModelException">Settings, model and examples do not fit each other.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public Model Apply(
        Model model,
        LabeledBatch examples,
        Execution? execution = null,
        CancellationToken cancellation = default
    )
    {
        var how = execution ?? Execution.Default;
        var options = new TrainingOptions
        {
            Loss = Loss.CrossEntropy,
            ValueName = ClassScores.Of(model),
            Epochs = Epochs,
            BatchRows = BatchRows,
            LearningRate = Training.LearningRate.Cosine(LearningRate),
            Frozen = FrozenUpTo is null ? Frozen(model, InputCheck.Shapes(model.Graph, examples.Inputs)) : [],
            FrozenUpTo = FrozenUpTo,
            Seed = how.Seed,
            Workers = how.Workers,
        };
        var data = new TrainingData(examples.Inputs, Tensor.Vector(examples.Classes.ToArray()));
        var progress = how.Progress is { } told ? new TrainingSteps(told) : null;
        return Trainer.Train(model, data, options, progress, cancellation).Model;
    }

    /// <summary>The parameters in front of the first weight that is trained.</summary>
    internal ImmutableArray<string> Frozen(Model model, IReadOnlyDictionary<string, ImmutableArray<long>> shapes)
    {
        if (FrozenShare is not (>= 0 and < 1))
            throw new ModelException(
                $"the share of frozen layers is {FrozenShare}; it has to be from 0 up to below 1."
            );
        var canonical = Canonicalization.Apply(model, [ClassScores.Of(model)], shapes, mergeConstants: false);
        var parameters = Parameters.Of(canonical.Graph);
        var weights = parameters.Count(p => p.Role != ParameterRole.Bias);
        var left = (int)Math.Floor(FrozenShare * weights + 1e-9);
        return [.. parameters.TakeWhile(p => p.Role == ParameterRole.Bias || left-- > 0).Select(p => p.Name)];
    }
}
