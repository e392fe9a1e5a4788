using System.Collections.Frozen;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Operators that stand for many → the operators that they stand for, which have backward rules.</summary>
/// <remarks>
/// Sources: the definitions of the operators in the ONNX and ONNX Runtime documentation. What a node is replaced by gives
/// the values of ONNX Runtime's own kernel.
/// </remarks>
public static class CompositeLowering
{
    private static readonly FrozenDictionary<string, Action<Composite>> Table = new Dictionary<
        string,
        Action<Composite>
    >(StringComparer.Ordinal)
    {
        ["ai.onnx.ml.ArrayFeatureExtractor"] = FeaturePreparation.Extractor,
        ["ai.onnx.ml.Binarizer"] = FeaturePreparation.Binarizer,
        ["ai.onnx.ml.FeatureVectorizer"] = FeaturePreparation.Vectorizer,
        ["ai.onnx.ml.Imputer"] = FeaturePreparation.Imputer,
        ["ai.onnx.ml.LinearClassifier"] = LinearModels.Classifier,
        ["ai.onnx.ml.LinearRegressor"] = LinearModels.Regressor,
        ["ai.onnx.ml.Normalizer"] = FeaturePreparation.Normalizer,
        ["ai.onnx.ml.OneHotEncoder"] = FeaturePreparation.OneHotEncoder,
        ["ai.onnx.ml.Scaler"] = FeaturePreparation.Scaler,
        ["ai.onnx.ml.SVMRegressor"] = LinearModels.SupportVectorRegressor,
        ["ai.onnx.ml.ZipMap"] = FeaturePreparation.ZipMap,
        ["com.microsoft.Attention"] = ContribAttention.Packed,
        ["com.microsoft.BiasGelu"] = GaussianUnits.Biased,
        ["com.microsoft.EmbedLayerNormalization"] = LayerNormalizations.Embedding,
        ["com.microsoft.FastGelu"] = GaussianUnits.Approximate,
        ["com.microsoft.FusedConv"] = FusedProducts.Convolution,
        ["com.microsoft.FusedGemm"] = FusedProducts.Gemm,
        ["com.microsoft.FusedMatMul"] = FusedProducts.MatrixProduct,
        ["com.microsoft.Gelu"] = GaussianUnits.Exact,
        ["com.microsoft.GridSample"] = GridSampling.Lower,
        ["com.microsoft.GroupQueryAttention"] = GroupQueryAttention.Lower,
        ["com.microsoft.MatMulNBits"] = WeightOnlyProducts.MatrixProduct,
        ["com.microsoft.MultiHeadAttention"] = ContribAttention.MultiHead,
        ["com.microsoft.QuickGelu"] = GaussianUnits.Sigmoidal,
        ["com.microsoft.SkipLayerNormalization"] = LayerNormalizations.Skipping,
        ["com.microsoft.SkipSimplifiedLayerNormalization"] = LayerNormalizations.SkippingRootMeanSquare,
        ["com.microsoft.RotaryEmbedding"] = RotaryEmbedding.LowerContrib,
        ["com.microsoft.TransposeMatMul"] = FusedProducts.MatrixProduct,
        ["AffineGrid"] = Grids.Affine,
        ["Attention"] = StandardAttention.Lower,
        ["DFT"] = FourierTransforms.Whole,
        ["STFT"] = FourierTransforms.ShortTime,
        ["GridSample"] = GridSampling.Lower,
        ["CastLike"] = Conversions.CastLike,
        ["CumProd"] = RunningProducts.Lower,
        ["GroupNormalization"] = GroupNormalization.Lower,
        ["GRU"] = Recurrence.Lower,
        ["LSTM"] = Recurrence.Lower,
        ["MaxRoiPool"] = RegionPooling.Lower,
        ["NegativeLogLikelihoodLoss"] = Losses.NegativeLogLikelihood,
        ["RMSNormalization"] = LayerNormalizations.RootMeanSquare,
        ["RNN"] = Recurrence.Lower,
        ["RoiAlign"] = RegionAlignment.Lower,
        ["RotaryEmbedding"] = RotaryEmbedding.Lower,
        ["SimplifiedLayerNormalization"] = LayerNormalizations.RootMeanSquare,
        ["SoftmaxCrossEntropyLoss"] = Losses.SoftmaxCrossEntropy,
        ["Swish"] = GaussianUnits.Sigmoidal,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The operators, with their domain where that is not ai.onnx.</summary>
    public static IEnumerable<string> Operators => Table.Keys.Order(StringComparer.Ordinal);

    /// <summary>Whether an operator is lowered.</summary>
    public static bool Knows(string qualifiedOp) => Table.ContainsKey(qualifiedOp);

    /// <summary>The graph without these operators.</summary>
    /// <param name="graph">A graph with known shapes.</param>
    /// <exception cref="ModelException">A node takes a form that is not supported, or an extent that it needs is open.</exception>
    public static Graph Lower(Graph graph) =>
        Rewrite.Nodes(
            graph,
            (builder, node) =>
            {
                if (!Table.TryGetValue(node.QualifiedOp, out var write))
                    return false;
                write(new Composite(node, builder, graph.Info));
                return true;
            }
        );
}
