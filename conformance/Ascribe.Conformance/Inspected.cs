using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Conformance;

/// <summary>What can be said of a graph without running it.</summary>
internal static class Inspected
{
    /// <summary>Whether a floating output varies with a feature through floating values all the way.</summary>
    public static bool Flows(Graph graph, ImmutableArray<string> features)
    {
        var flow = Flow.From(features, graph.Nodes, name => graph.Info(name)?.ElementType ?? ElementType.Undefined);
        return graph.Outputs.Any(o => o.ElementType.IsFloating() && flow.Contains(o.Name));
    }
}
