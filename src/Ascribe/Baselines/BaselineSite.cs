namespace Ascribe;

/// <summary>Where a baseline is wanted.</summary>
/// <param name="Feature">The name of the feature tensor.</param>
/// <param name="Value">Its value at the examples, [E, …].</param>
/// <param name="WithInputs">The feature's value when every input of the model is replaced by this baseline.</param>
public sealed record BaselineSite(string Feature, Tensor Value, Func<Baseline, Tensor> WithInputs);
