using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes;

/// <summary>A model whose numbers are float16 or bfloat16, in part or throughout → the same model in single precision.</summary>
/// <remarks>
/// Weights are widened, which is exact; casts to half become casts to single precision, which round nothing. What is explained
/// is therefore the model before its intermediate results are rounded. Other types stay what they are.
/// </remarks>
public static class SinglePrecision
{
    /// <summary>Settings that name an element type.</summary>
    private static readonly FrozenSet<string> TypeSettings =
    [
        "dtype",
        "output_datatype",
        "output_dtype",
        "precision",
        "softmax_precision",
        "stash_type",
        "to",
    ];

    /// <summary>Whether a type has fewer bits than single precision.</summary>
    public static bool IsHalf(this ElementType type) => type is ElementType.Float16 or ElementType.BFloat16;

    /// <summary>A tensor with half precision widened; any other tensor as it is.</summary>
    public static Tensor Widened(this Tensor tensor) =>
        tensor.ElementType.IsHalf() ? tensor.To(ElementType.Float32) : tensor;

    /// <summary>The types of half precision in a graph, those inside its nodes included.</summary>
    public static ImmutableSortedSet<ElementType> HalfTypes(Graph graph) =>
        [
            .. graph.Constants.Values.Select(t => t.ElementType).Where(IsHalf),
            .. graph.Inputs.Concat(graph.Outputs).Concat(graph.Values.Values).Select(i => i.ElementType).Where(IsHalf),
            .. graph.Nodes.SelectMany(n => n.Attributes.Settings).SelectMany(HalfTypes),
        ];

    /// <summary>The model in single precision; the model itself where it holds no half precision.</summary>
    public static Model Read(Model model) =>
        HalfTypes(model.Graph).IsEmpty ? model : model with { Graph = Read(model.Graph) };

    private static IEnumerable<ElementType> HalfTypes(KeyValuePair<string, object> setting) =>
        setting.Value switch
        {
            Graph inner => HalfTypes(inner),
            Tensor tensor when tensor.ElementType.IsHalf() => [tensor.ElementType],
            long type when TypeSettings.Contains(setting.Key) && ((ElementType)type).IsHalf() => [(ElementType)type],
            _ => [],
        };

    private static Graph Read(Graph graph) =>
        graph with
        {
            Inputs = [.. graph.Inputs.Select(Read)],
            Outputs = [.. graph.Outputs.Select(Read)],
            Values = graph.Values.SetItems(
                graph
                    .Values.Where(v => v.Value.ElementType.IsHalf())
                    .Select(v => KeyValuePair.Create(v.Key, Read(v.Value)))
            ),
            Constants = graph.Constants.SetItems(
                graph
                    .Constants.Where(c => c.Value.ElementType.IsHalf())
                    .Select(c => KeyValuePair.Create(c.Key, c.Value.Widened()))
            ),
            Nodes = [.. graph.Nodes.Select(Read)],
        };

    private static ValueInfo Read(ValueInfo info) =>
        info.ElementType.IsHalf() ? info with { ElementType = ElementType.Float32 } : info;

    private static Node Read(Node node)
    {
        var concerned = node.Attributes.Settings.Where(s => HalfTypes(s).Any()).ToArray();
        return concerned.Length == 0
            ? node
            : node with
            {
                Attributes = concerned.Aggregate(node.Attributes, (all, s) => all.With(s.Key, Read(s.Value))),
            };
    }

    private static object Read(object setting) =>
        setting switch
        {
            Graph inner => Read(inner),
            Tensor tensor => tensor.Widened(),
            _ => (long)ElementType.Float32,
        };
}
