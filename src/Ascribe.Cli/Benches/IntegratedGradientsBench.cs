using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Cli;

/// <summary>A whole explanation of one made-up example, compilation left out.</summary>
internal static class IntegratedGradientsBench
{
    public static Timing Run(
        Model model,
        ImmutableArray<string> layers,
        int steps,
        Execution execution,
        int repeats,
        CancellationToken cancellation
    )
    {
        using var network = new Network(model);
        var question = new Question(ShapeProbe.Example(model.Graph, 1).ToImmutableDictionary(StringComparer.Ordinal))
        {
            Features = layers,
        };
        var method = new IntegratedGradients { Steps = steps };
        return Timing.Of(() => method.Explain(network, question, execution, cancellation), 1, repeats, cancellation);
    }
}
