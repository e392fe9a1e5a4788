using System.Collections.Frozen;
using Ascribe.Onnx;

namespace Ascribe.Conformance;

/// <summary>Operators of which something is not to be asked, and why.</summary>
internal static class Limits
{
    private static readonly FrozenSet<string> Random =
    [
        "Bernoulli",
        "Multinomial",
        "RandomNormal",
        "RandomNormalLike",
        "RandomUniform",
        "RandomUniformLike",
    ];

    /// <summary>Why two runs of a model need not give the same; null where they must.</summary>
    public static string? Randomness(Graph graph) =>
        graph.Nodes.FirstOrDefault(n => Random.Contains(n.Op)) is { } node ? $"{node.Op} gives random numbers" : null;
}
