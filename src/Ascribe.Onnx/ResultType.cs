namespace Ascribe.Onnx;

/// <summary>The element type of what a node makes: almost always that of its first input; these are the exceptions.</summary>
internal static class ResultType
{
    public static ElementType Of(Node node, int output, Func<string, ElementType> typeOf) =>
        node.Op switch
        {
            "Cast" => (ElementType)node.Attributes.Int("to"),
            "CastLike" => typeOf(node.Required(1)),
            "Equal" or "Greater" or "GreaterOrEqual" or "Less" or "LessOrEqual" or "IsNaN" or "IsInf" =>
                ElementType.Bool,
            "And" or "Or" or "Xor" or "Not" => ElementType.Bool,
            "Shape" or "Size" or "ArgMax" or "ArgMin" or "NonZero" => ElementType.Int64,
            "Dropout" when output == 1 => ElementType.Bool,
            "MaxPool" or "TopK" when output == 1 => ElementType.Int64,
            "Unique" when output > 0 => ElementType.Int64,
            "Where" => typeOf(node.Required(1)),
            "OneHot" => typeOf(node.Required(2)),
            "ConstantOfShape" => node.Attributes.Tensor("value")?.ElementType ?? ElementType.Float32,
            "Constant" => node.Attributes.Tensor("value")?.ElementType ?? ElementType.Undefined,
            "QuantizeLinear" => node.Input(2) is { } zero ? typeOf(zero) : ElementType.UInt8,
            "QLinearConv" or "QLinearMatMul" => typeOf(node.Required(7)),
            "ConvInteger" or "MatMulInteger" => ElementType.Int32,
            "DynamicQuantizeLinear" => output == 1 ? ElementType.Float32 : ElementType.UInt8,
            "DequantizeLinear" => typeOf(node.Required(1)),
            "MelWeightMatrix" => typeOf(node.Required(3)),
            _ => node.Input(0) is { } first ? typeOf(first) : ElementType.Undefined,
        };
}
