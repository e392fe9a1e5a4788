using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>A trained model, and how it came about.</summary>
/// <param name="Model">The model in canonical form, with the inputs and outputs of the one given, and the trained constants; half precision has become single.</param>
/// <param name="Trained">What was trained.</param>
/// <param name="Losses">One entry per epoch.</param>
/// <param name="BestEpoch">
/// The epoch that the weights are from, counted from 1: the one of the lowest validation loss, or the last where nothing was
/// validated.
/// </param>
public sealed record TrainingResult(
    Model Model,
    ImmutableArray<Parameter> Trained,
    ImmutableArray<EpochLoss> Losses,
    int BestEpoch
);
