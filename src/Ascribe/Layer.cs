using Ascribe.Onnx;

namespace Ascribe;

/// <summary>A named value of a model, where it can be cut.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="Op">The operator that makes it.</param>
/// <param name="Shape">Element type and shape, N for the batch.</param>
public sealed record Layer(string Name, string Op, string Shape)
{
    internal static Layer Of(Graph graph, Node node, string value)
    {
        var info = graph.Info(value);
        var shape = info?.Shape is { } dims ? $"[{string.Join(',', dims)}]" : "";
        return new Layer(value, node.QualifiedOp, info is null ? "" : $"{info.ElementType.OnnxName()}{shape}");
    }
}
