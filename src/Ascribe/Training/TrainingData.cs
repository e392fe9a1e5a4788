using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Training;

/// <summary>Examples to learn from.</summary>
/// <param name="Inputs">A tensor per input of the model, [E, …].</param>
/// <param name="Targets">What the loss compares with, a row per example, [E, …]; see <see cref="Loss"/>.</param>
public sealed record TrainingData(ImmutableDictionary<string, Tensor> Inputs, Tensor Targets)
{
    /// <summary>Examples for a model of one input.</summary>
    /// <exception cref="ModelException">The model has several inputs.</exception>
    public static TrainingData For(Model model, Tensor inputs, Tensor targets) =>
        model.Graph.Inputs is [var only]
            ? new(ImmutableDictionary<string, Tensor>.Empty.Add(only.Name, inputs), targets)
            : throw new ModelException($"the model has {model.Graph.Inputs.Length} inputs; name a tensor for each.");
}
