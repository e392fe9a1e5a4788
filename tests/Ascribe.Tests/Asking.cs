using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Tests;

/// <summary>Short ways to ask.</summary>
internal static class Asking
{
    /// <summary>Tensors by input name.</summary>
    public static ImmutableDictionary<string, Tensor> Inputs(
        params ReadOnlySpan<(string Name, Tensor Tensor)> inputs
    ) => inputs.ToArray().ToImmutableDictionary(i => i.Name, i => i.Tensor, StringComparer.Ordinal);

    /// <summary>What integrated gradients answer about a model of its own network.</summary>
    public static Attribution Integrate(Model model, Question question, int steps = 20, Execution? execution = null)
    {
        using var network = new Network(model);
        return new IntegratedGradients { Steps = steps }.Explain(network, question, execution);
    }

    /// <summary>The gradient at the examples: one point at the end of the path, multiplied by nothing.</summary>
    public static Attribution Differentiate(Model model, Question question)
    {
        using var network = new Network(model);
        var gradient = new IntegratedGradients
        {
            Steps = 1,
            Quadrature = Quadrature.RiemannRight,
            MultiplyByInputs = false,
        };
        return gradient.Explain(network, question);
    }

    public static double[] Of(this Attribution attribution, string feature) => attribution.Values[feature].ToDoubles();
}
