using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>What stands for the absence of a feature.</summary>
public abstract record Baseline
{
    /// <summary>Zeros.</summary>
    public static Baseline Zero { get; } = new ConstantBaseline(0);

    /// <summary>One number everywhere.</summary>
    public static Baseline Constant(double number) => new ConstantBaseline(number);

    /// <summary>A tensor in the feature's own space: of its shape, or with a batch of 1 that serves every example.</summary>
    public static Baseline Given(Tensor tensor) => new TensorBaseline(tensor);

    /// <summary>At a layer: the value that the layer takes when the model's inputs are at their baseline.</summary>
    public static Baseline AtInput(Baseline input) => new InputBaseline(input);

    /// <summary>At a layer: the value that the layer takes when certain inputs are replaced, token ids among them.</summary>
    /// <param name="inputs">What stands in their place, by name, of the examples' own shapes.</param>
    /// <param name="meaning">What that is, for people, such as <c>token:[PAD]</c>.</param>
    public static Baseline AtInputs(ImmutableDictionary<string, Tensor> inputs, string meaning) =>
        new ReplacedInputs(inputs, meaning);

    /// <summary>A baseline of its own for each of several features, of which a question may be about some.</summary>
    /// <param name="baselines">By feature.</param>
    /// <param name="other">For all others; null where there shall be none.</param>
    public static Baseline ByFeature(ImmutableDictionary<string, Baseline> baselines, Baseline? other = null) =>
        new FeatureBaselines(baselines, other);

    /// <summary>The baseline of a feature.</summary>
    /// <param name="site">The feature.</param>
    /// <returns>A tensor of the feature's shape, or with a batch of 1.</returns>
    /// <exception cref="ModelException">The baseline does not fit the feature.</exception>
    public abstract Tensor Of(BaselineSite site);

    /// <summary>This and, where it is random, further draws without end; the first has the seed that it would have alone.</summary>
    /// <param name="seed">The seed, where it has none.</param>
    internal virtual IEnumerable<Baseline> Draws(int seed) => [this];
}
