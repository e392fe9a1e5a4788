using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The last value on the way to a target that is a map: channels over positions, as a convolution makes them.</summary>
internal static class LastMap
{
    /// <summary>What gives its entries other places, so that a map does not stay one.</summary>
    private static readonly HashSet<string> Rearranging = new(
        ["Reshape", "Transpose", "MatMul", "Einsum", "Gather", "Expand"],
        StringComparer.Ordinal
    );

    /// <summary>Its name.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The target, and from where: the default features where it names none.</param>
    /// <exception cref="ModelException">There is none.</exception>
    public static string Of(Network network, Question question)
    {
        var compilation = network.Compile(question);
        var named = network.Model.Graph.Nodes.SelectMany(n => n.Outputs).ToHashSet(StringComparer.Ordinal);
        return Maps(compilation).LastOrDefault(named.Contains)
            ?? throw new ModelException(
                $"no convolution between {string.Join(", ", compilation.Features)} and '{compilation.TargetValue}' makes channels with positions; name a layer."
            );
    }

    private static IEnumerable<string> Maps(Compilation compilation)
    {
        var graph = compilation.Canonical.Graph;
        var maps = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in compilation.Cut.Downstream.Where(n => HasPositions(graph.Info(n.Outputs[0]))))
        {
            var makes = node.Op is "Conv" or "ConvTranspose";
            if (!makes && (Rearranging.Contains(node.Op) || !node.Reads.Any(maps.Contains)))
                continue;
            maps.Add(node.Outputs[0]);
            yield return node.Outputs[0];
        }
    }

    private static bool HasPositions(ValueInfo? info) =>
        info is { Shape: { Length: > 2 } shape }
        && info.ElementType.IsFloating()
        && shape.Skip(2).All(axis => axis.Extent > 1);
}
