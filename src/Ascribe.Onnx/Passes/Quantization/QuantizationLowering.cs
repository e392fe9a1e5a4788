using System.Collections.Frozen;
using Ascribe.Onnx.Passes.Lowering;

namespace Ascribe.Onnx.Passes.Quantization;

/// <summary>Arithmetic on quantized integers → the same arithmetic on floating-point numbers that hold those integers.</summary>
/// <remarks>
/// What rounds is a Round afterwards, so that a rule set can say what rounding means for a gradient. Values are those of the
/// integer kernels, except that sums beyond 2²⁴ are held to single precision, which can move a result by one level.
/// </remarks>
public static class QuantizationLowering
{
    private static readonly FrozenDictionary<string, Action<Composite>> Table = new Dictionary<
        string,
        Action<Composite>
    >(StringComparer.Ordinal)
    {
        ["com.microsoft.DequantizeLinear"] = Levels.Dequantize,
        ["com.microsoft.DynamicQuantizeMatMul"] = QuantizedProducts.DynamicMatrixProduct,
        ["com.microsoft.MatMulIntegerToFloat"] = QuantizedProducts.MatrixProductToFloat,
        ["com.microsoft.NhwcMaxPool"] = QuantizedArithmetic.MaxPoolChannelsLast,
        ["com.microsoft.QAttention"] = QuantizedProducts.Attention,
        ["com.microsoft.QGemm"] = QuantizedProducts.Gemm,
        ["com.microsoft.QLinearAdd"] = QuantizedArithmetic.Add,
        ["com.microsoft.QLinearAveragePool"] = QuantizedArithmetic.AveragePool,
        ["com.microsoft.QLinearConcat"] = QuantizedArithmetic.Concat,
        ["com.microsoft.QLinearGlobalAveragePool"] = QuantizedArithmetic.GlobalAveragePool,
        ["com.microsoft.QLinearLeakyRelu"] = QuantizedArithmetic.LeakyRelu,
        ["com.microsoft.QLinearMul"] = QuantizedArithmetic.Mul,
        ["com.microsoft.QLinearSigmoid"] = QuantizedArithmetic.Sigmoid,
        ["com.microsoft.QLinearSoftmax"] = QuantizedArithmetic.Softmax,
        ["com.microsoft.QLinearWhere"] = QuantizedArithmetic.Where,
        ["com.microsoft.QuantizeLinear"] = Levels.Quantize,
        ["ConvInteger"] = QuantizedProducts.IntegerConvolution,
        ["DequantizeLinear"] = Levels.Dequantize,
        ["DynamicQuantizeLinear"] = Levels.QuantizeDynamically,
        ["MatMulInteger"] = QuantizedProducts.IntegerMatrixProduct,
        ["QLinearConv"] = QuantizedProducts.Convolution,
        ["QLinearMatMul"] = QuantizedProducts.MatrixProduct,
        ["QuantizeLinear"] = Levels.Quantize,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operators that mean the same on integers and on floating-point numbers that hold them.</summary>
    private static readonly FrozenSet<string> Indifferent =
    [
        "Abs",
        "Add",
        "Clip",
        "Concat",
        "DepthToSpace",
        "Expand",
        "Flatten",
        "Gather",
        "Identity",
        "Max",
        "MaxPool",
        "Min",
        "Mul",
        "Neg",
        "Pad",
        "ReduceMax",
        "ReduceMin",
        "ReduceSum",
        "Relu",
        "Reshape",
        "Slice",
        "SpaceToDepth",
        "Split",
        "Squeeze",
        "Sub",
        "Tile",
        "Transpose",
        "Unsqueeze",
        "Where",
    ];

    /// <summary>The operators that compute with quantized integers, with their domain where that is not ai.onnx.</summary>
    public static IEnumerable<string> Operators => Table.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether an operator makes, reads or computes with quantized integers.</summary>
    public static bool Knows(string qualifiedOp) => Table.ContainsKey(qualifiedOp);

    /// <summary>The graph without these operators.</summary>
    /// <param name="graph">A graph with known shapes. Types and shapes of the result have to be learnt again.</param>
    /// <exception cref="ModelException">A node takes a form that is not supported.</exception>
    public static Graph Lower(Graph graph)
    {
        var builder = GraphBuilder.WithPortsOf(graph);
        foreach (var node in graph.Nodes)
        {
            if (Table.TryGetValue(node.QualifiedOp, out var write))
                write(new Composite(node, builder, graph.Info));
            else
                Carry(builder, graph, node);
        }
        var lowered = builder.Build(graph.Name);
        return lowered with { Outputs = [.. graph.Outputs.Select(o => builder.Info(o.Name))] };
    }

    /// <summary>A node that knows nothing of quantization stays, on numbers if it can take them and on integers if not.</summary>
    private static void Carry(GraphBuilder builder, Graph graph, Node node)
    {
        var held = node.Reads.Where(Held).ToHashSet(StringComparer.Ordinal);
        if (held.Count == 0)
            builder.Add(node, graph.Info);
        else if (node is { Domain: "", Op: "Cast" } && !Narrows(node))
            new Composite(node, builder, graph.Info).Define(0, Op.Cast(builder[node.Required(0)], Floating(node)));
        else if (node.Domain.Length == 0 && Indifferent.Contains(node.Op))
            builder.Add(Retyped(n => Levels.Held(builder[n])), name => AsHeld(graph.Info(name)));
        else
            builder.Add(Retyped(n => held.Contains(n) ? Op.Cast(builder[n], TypeOf(n)) : builder[n]), graph.Info);

        bool Held(string name) => builder.Info(name).ElementType.IsFloating() && !TypeOf(name).IsFloating();
        ElementType TypeOf(string name) => graph.Info(name)!.ElementType;
        bool SameType(string name) => held.Any(h => TypeOf(h) == TypeOf(name));
        Node Retyped(Func<string, Value> retype) =>
            node with
            {
                Inputs = [.. node.Inputs.Select(n => n.Length > 0 && SameType(n) ? retype(n).Name : n)],
            };
    }

    /// <summary>Whether a cast cuts what does not fit.</summary>
    private static bool Narrows(Node cast) =>
        Target(cast) is not (ElementType.Int32 or ElementType.Int64) && !Target(cast).IsFloating();

    private static ElementType Floating(Node cast) => Target(cast).IsFloating() ? Target(cast) : ElementType.Float32;

    private static ElementType Target(Node cast) => (ElementType)cast.Attributes.Int("to");

    private static ValueInfo? AsHeld(ValueInfo? info) =>
        info is null || info.ElementType.IsFloating() ? info : info with { ElementType = ElementType.Float32 };
}
