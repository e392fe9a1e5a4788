using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>Why did the model give this target for these examples?</summary>
/// <param name="Inputs">A tensor per input of the model, [E, …]; examples never influence each other.</param>
public sealed record Question(ImmutableDictionary<string, Tensor> Inputs)
{
    /// <summary>
    /// The scalar to explain; by default the largest entry of the first output. With <see cref="Target.TopK"/> and <see cref="Target.Each"/>
    /// several, each by itself.
    /// </summary>
    public Target Target { get; init; } = Target.Top;

    /// <summary>
    /// The feature tensors to attribute to: inputs of the model or any values inside it, by name. By default all inputs of
    /// floating type and the <see cref="Embedding"/>s of the others. No feature may depend on another.
    /// </summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>What stands for absence, in the space of each feature.</summary>
    public Baseline Baseline { get; init; } = Baseline.Zero;

    /// <summary>Baselines of single features, where they differ from <see cref="Baseline"/>.</summary>
    public ImmutableDictionary<string, Baseline> Baselines { get; init; } = ImmutableDictionary<string, Baseline>.Empty;

    /// <summary>What an attribution has to say of the question, by name.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Settings =>
        [
            KeyValuePair.Create("target", Target.ToString()),
            KeyValuePair.Create("baseline", Baseline.ToString()!),
            .. Baselines.Select(b => KeyValuePair.Create($"baseline/{b.Key}", b.Value.ToString()!)),
        ];

    /// <summary>The same question to a method that compares with nothing.</summary>
    internal Question WithoutBaseline() => this with { Baseline = new NoBaseline(), Baselines = Baselines.Clear() };

    /// <summary>A question about a model of one input.</summary>
    /// <exception cref="ModelException">The model has several inputs.</exception>
    public static Question About(Network network, Tensor input) =>
        network.Inputs.Length == 1
            ? new Question(ImmutableDictionary<string, Tensor>.Empty.Add(network.Inputs[0].Name, input))
            : throw new ModelException($"the model has {network.Inputs.Length} inputs; name a tensor for each.");
}
