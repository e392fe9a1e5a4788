using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>Trains models: from a model and examples to the same model with better constants.</summary>
public static class Trainer
{
    /// <summary>Trains a model by Adam on shuffled mini-batches.</summary>
    /// <param name="model">The model; the constants that it has are where training starts. <see cref="Initialization"/> draws fresh ones.</param>
    /// <param name="data">The examples.</param>
    /// <param name="options">How to train.</param>
    /// <param name="progress">Told how far the training is, on the thread that trains.</param>
    /// <param name="cancellation">Ends the training; what a checkpoint holds by then stays.</param>
    /// <remarks>
    /// Normalization over the batch is trained as it is used: with its statistics held, folded into the convolution before it. A
    /// constant that the model stores once and reads twice stays one; equal constants that are stored twice do not become one.
    /// The result depends on model, examples and options only: not on the number of workers, nor on interruptions.
    /// </remarks>
    /// <exception cref="ModelException">
    /// Model, examples and options do not fit each other, nothing is left to train, or the loss stopped being a finite number.
    /// </exception>
    /// <exception cref="NotDifferentiableException">A node between parameters and loss has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static TrainingResult Train(
        Model model,
        TrainingData data,
        TrainingOptions options,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        options.Check();
        var objective = Objective.Of(model, data, options);
        var all = Examples.Of(model, objective, data, options.Loss);
        var (rows, held) = RowOrder.Split(all.Count, options.ValidationShare, options.Seed);
        if (options.ValidationShare > 0 && held.Length == 0)
            throw new ModelException("a single example cannot be split into a training and a validation share.");
        var validation = options.Validation is { } given
            ? Examples.Of(model, objective, given, options.Loss)
            : all.Pick(held);
        using var run = new TrainingRun(objective, all, rows, validation, options);
        return run.Finish(progress, cancellation);
    }
}
