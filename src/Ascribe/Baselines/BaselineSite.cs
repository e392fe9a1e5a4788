using System.Collections.Immutable;

namespace Ascribe;

/// <summary>Where a baseline is wanted.</summary>
/// <param name="Feature">The name of the feature tensor.</param>
/// <param name="Value">Its value at the examples, [E, …].</param>
/// <param name="Inputs">The model's inputs at the examples, by name.</param>
/// <param name="At">The feature's value where the model's inputs are these instead.</param>
public sealed record BaselineSite(
    string Feature,
    Tensor Value,
    ImmutableDictionary<string, Tensor> Inputs,
    Func<ImmutableDictionary<string, Tensor>, Tensor> At
);
