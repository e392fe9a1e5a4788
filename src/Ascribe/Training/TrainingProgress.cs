namespace Ascribe.Training;

/// <summary>How far a training is; told after every step, and once more when an epoch has been validated.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">The epochs to make, unless training stops early.</param>
/// <param name="Step">The steps made in this epoch.</param>
/// <param name="Steps">The steps of an epoch.</param>
/// <param name="Loss">The mean loss of the examples seen in this epoch, each at the weights of its own step.</param>
/// <param name="ValidationLoss">The mean loss of the validation examples at the end of the epoch; null before, and without any.</param>
public readonly record struct TrainingProgress(
    int Epoch,
    int Epochs,
    int Step,
    int Steps,
    double Loss,
    double? ValidationLoss
);
