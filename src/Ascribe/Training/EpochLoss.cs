namespace Ascribe.Training;

/// <summary>What came of one pass over the examples.</summary>
/// <param name="Training">The mean loss of the examples, each at the weights of its own step.</param>
/// <param name="Validation">The mean loss of the validation examples at the end; null without any.</param>
public readonly record struct EpochLoss(double Training, double? Validation);
