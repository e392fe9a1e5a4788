using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The last value on the way to a target that has channels and positions, as many axes as what is explained.</summary>
internal static class LastMap
{
    /// <summary>Its name.</summary>
    /// <param name="network">The model.</param>
    /// <param name="question">The target, and from where: the default features where it names none.</param>
    /// <exception cref="ModelException">There is none.</exception>
    public static string Of(Network network, Question question)
    {
        var compilation = network.Compile(question);
        var graph = compilation.Canonical.Graph;
        var rank = compilation.Features.Max(f => graph.Info(f)!.Shape!.Value.Length);
        var named = network.Model.Graph.Nodes.SelectMany(n => n.Outputs).ToHashSet(StringComparer.Ordinal);
        return compilation.Cut.Downstream.SelectMany(n => n.Outputs).LastOrDefault(IsMap)
            ?? throw new ModelException(
                $"no value between {string.Join(", ", compilation.Features)} and '{compilation.TargetValue}' has channels and positions; name a layer."
            );

        bool IsMap(string name) =>
            named.Contains(name)
            && graph.Info(name) is { ElementType: var type, Shape: { Length: > 2 } shape }
            && shape.Length == rank
            && type.IsFloating()
            && shape.Skip(2).All(axis => axis.Extent > 1);
    }
}
