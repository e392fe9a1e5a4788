namespace Ascribe.Fuzz.Mutations;

/// <summary>A node is of another operator, an unknown one, or of another domain.</summary>
internal sealed class OtherOperators : Mutation
{
    private static readonly string[] Operators =
    [
        "NoSuchOperator",
        "",
        "Relu",
        "Add",
        "MatMul",
        "Gemm",
        "Conv",
        "ConvTranspose",
        "MaxPool",
        "AveragePool",
        "LSTM",
        "GRU",
        "RNN",
        "If",
        "Loop",
        "Scan",
        "Reshape",
        "Transpose",
        "Concat",
        "Split",
        "Slice",
        "Gather",
        "GatherND",
        "ScatterND",
        "ScatterElements",
        "Pad",
        "Resize",
        "Upsample",
        "Tile",
        "Expand",
        "ConstantOfShape",
        "Range",
        "TopK",
        "OneHot",
        "Einsum",
        "BatchNormalization",
        "InstanceNormalization",
        "LayerNormalization",
        "GroupNormalization",
        "Softmax",
        "ReduceSum",
        "CumSum",
        "Cast",
        "Shape",
        "Size",
        "NonZero",
        "Unique",
        "SequenceAt",
        "SequenceInsert",
        "SplitToSequence",
        "Optional",
        "StringNormalizer",
        "RandomNormal",
        "Dropout",
        "QuantizeLinear",
        "DequantizeLinear",
        "Attention",
        "Unsqueeze",
        "Squeeze",
        "DepthToSpace",
        "SpaceToDepth",
        "EyeLike",
        "Multinomial",
        "RoiAlign",
        "NonMaxSuppression",
        "GridSample",
        "DFT",
        "STFT",
        "MelWeightMatrix",
        "HannWindow",
        "Det",
        "TfIdfVectorizer",
        "MaxUnpool",
        "MaxRoiPool",
        "AffineGrid",
        "Col2Im",
    ];

    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Nodes is not { Length: > 0 } nodes)
            return;
        var node = random.Of(nodes);
        if (random.Chance(0.15))
            node.Domain = random.Of(["com.microsoft", "ai.onnx.ml", "ai.onnx", "nowhere", "ai.onnx.preview.training"]);
        else
            node.OpType = random.Of(Operators);
    }
}
