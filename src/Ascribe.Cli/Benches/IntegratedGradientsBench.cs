using System.Collections.Immutable;
using Ascribe.Runtime;

namespace Ascribe.Cli;

/// <summary>A whole explanation of one made-up example, compilation left out.</summary>
internal static class IntegratedGradientsBench
{
    public static Timing Run(
        string path,
        ImmutableArray<string> layers,
        int steps,
        int targets,
        Execution execution,
        int repeats,
        CancellationToken cancellation
    )
    {
        using var network = Network.Load(path);
        var question = new Question(
            ShapeProbe.Example(network.Model.Graph, 1).ToImmutableDictionary(StringComparer.Ordinal)
        )
        {
            Features = layers,
            Target = Target.TopK(targets),
        };
        var method = new IntegratedGradients { Steps = steps };
        return Timing.Of(() => method.Explain(network, question, execution, cancellation), 1, repeats, cancellation);
    }
}
