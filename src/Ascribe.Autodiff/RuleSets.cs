using Ascribe.Autodiff.Rules;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff;

/// <summary>The rule sets. The first is the table from which others are derived.</summary>
/// <remarks>Relu, Abs and Clip have slope 0 at their kinks; ties of a maximum go to the first.</remarks>
public static class RuleSets
{
    /// <summary>The gradient.</summary>
    public static RuleSet Gradient { get; } =
    [
        // Elementwise: the slope, by the cheaper of input and output.
        new Elementwise("Abs", n => Unary("Sign", n.X)),
        new Elementwise("Acos", n => -1 / Sqrt((1 - n.X) * (1 + n.X))),
        new Elementwise("Acosh", n => 1 / Sqrt((n.X - 1) * (n.X + 1))),
        new Elementwise("Asin", n => 1 / Sqrt((1 - n.X) * (1 + n.X))),
        new Elementwise("Asinh", n => 1 / Sqrt(n.X * n.X + 1)),
        new Elementwise("Atan", n => 1 / (n.X * n.X + 1)),
        new Elementwise("Atanh", n => 1 / ((1 - n.X) * (1 + n.X))),
        new Elementwise("Celu", n => Activations.CeluSlope(n)),
        new Elementwise("Clip", n => Activations.ClipSlope(n)),
        new Elementwise("Cos", n => -Unary("Sin", n.X)),
        new Elementwise("Cosh", n => Unary("Sinh", n.X)),
        new Elementwise("Elu", n => Activations.EluSlope(n)),
        new Elementwise("Erf", n => Exp(-(n.X * n.X)) * (2 / Math.Sqrt(Math.PI))),
        new Elementwise("Exp", n => n.Y),
        new Elementwise("Gelu", n => GaussianUnits.Slope(n)),
        new Elementwise("HardSigmoid", n => Activations.HardSigmoidSlope(n)),
        new Elementwise("HardSwish", n => Activations.HardSwishSlope(n)),
        new Elementwise("LeakyRelu", n => Activations.LeakyReluSlope(n)),
        new Elementwise("Log", n => 1 / n.X),
        new Elementwise("Mish", n => Activations.MishSlope(n)),
        new Elementwise("Reciprocal", n => -(n.Y * n.Y)),
        new Elementwise("Relu", n => Step(n.Y)),
        new Elementwise("Selu", n => Activations.SeluSlope(n)),
        new Elementwise("Sigmoid", n => n.Y * (1 - n.Y)),
        new Elementwise("Shrink", n => Cast(Abs(n.X) > n.Attributes.Float("lambd", 0.5f), n.X.ElementType)),
        new Elementwise("Sin", n => Unary("Cos", n.X)),
        new Elementwise("Sinh", n => Unary("Cosh", n.X)),
        new Elementwise("Softplus", n => Sigmoid(n.X)),
        new Elementwise("Softsign", n => Activations.SoftsignSlope(n)),
        new Elementwise("Sqrt", n => 0.5 / n.Y),
        new Elementwise("Tan", n => n.Y * n.Y + 1),
        new Elementwise("Tanh", n => 1 - n.Y * n.Y),
        new Elementwise("ThresholdedRelu", n => Cast(n.X > n.Attributes.Float("alpha", 1), n.X.ElementType)),
        // Linear: the transpose.
        new Linear("Add", (n, dy, i) => dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("AffineGrid", Grids.AffineTranspose),
        new Linear("AveragePool", Pooling.AverageTranspose),
        new Linear("Cast", (n, dy) => Cast(dy, n.X.ElementType)) { Moves = true },
        new Linear("CenterCropPad", Padding.CenterCropPadTranspose) { Moves = true },
        new Linear("Col2Im", Blocks.ColumnsTranspose),
        new Linear("Compress", Picking.CompressTranspose) { Moves = true },
        new Linear("Concat", Joining.ConcatTranspose) { Moves = true },
        new Linear("CumSum", Scans.CumulativeSumTranspose),
        new Linear("DepthToSpace", Blocks.DepthToSpaceTranspose) { Moves = true },
        new Linear("Dropout", Activations.DropoutTranspose) { Moves = true },
        new Linear("Expand", (n, dy) => dy) { Broadcasting = Broadcasting.Elementwise, Moves = true },
        new Linear("Flatten", Shaping.ReshapeTranspose) { Moves = true },
        new Linear("Gather", Picking.GatherTranspose) { Moves = true },
        new Linear("GatherElements", Picking.GatherElementsTranspose) { Moves = true },
        new Linear("GatherND", Picking.GatherNDTranspose) { Moves = true },
        new Linear("GlobalAveragePool", Pooling.GlobalAverageTranspose),
        new Linear("Identity", (n, dy) => dy) { Moves = true },
        new Linear("MaxUnpool", Pooling.UnpoolTranspose) { Moves = true },
        new Linear("Mean", (n, dy, i) => dy * (1.0 / n.Node.Inputs.Length)) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Neg", (n, dy) => -dy) { Moves = true },
        new Linear("OneHot", Picking.OneHotTranspose) { Moves = true },
        new Linear("Pad", Padding.PadTranspose) { Moves = true },
        new Linear("Range", Scans.RangeTranspose),
        new Linear("ReduceMean", Reductions.MeanTranspose),
        new Linear("ReduceSum", Reductions.SumTranspose),
        new Linear("Reshape", Shaping.ReshapeTranspose) { Moves = true },
        new Linear("Resize", Resizing.Transpose),
        new Linear("ReverseSequence", Picking.ReverseSequenceTranspose) { Moves = true },
        new Linear("Slice", Slicing.Transpose) { Moves = true },
        new Linear("SpaceToDepth", Blocks.SpaceToDepthTranspose) { Moves = true },
        new Linear("Split", Joining.SplitTranspose) { JoinsOutputs = true, Moves = true },
        new Linear("Squeeze", Shaping.ReshapeTranspose) { Moves = true },
        new Linear("Sub", (n, dy, i) => i == 0 ? dy : -dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Sum", (n, dy, i) => dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Tile", Shaping.TileTranspose) { Moves = true },
        new Linear("Transpose", Shaping.TransposeTranspose) { Moves = true },
        new Linear("Trilu", Scans.TriangleTranspose) { Moves = true },
        new Linear("Unsqueeze", Shaping.ReshapeTranspose) { Moves = true },
        // Bilinear: one side while the other is held.
        new Bilinear("Conv", Convolution.DataAdjoint, Convolution.WeightAdjoint) { Added = Convolution.BiasAdjoint },
        new Bilinear("ConvTranspose", TransposedConvolution.DataAdjoint, TransposedConvolution.WeightAdjoint)
        {
            Added = Convolution.BiasAdjoint,
        },
        new Bilinear("MatMul", Products.LeftAdjoint, Products.RightAdjoint) { Broadcasting = Broadcasting.Leading },
        new Bilinear("Mul", (n, dy) => dy * n.W, (n, dy) => dy * n.X) { Broadcasting = Broadcasting.Elementwise },
        // General.
        new General("Det", Determinant.Adjoint),
        new General("Div", (n, dy, i) => i == 0 ? dy / n.W : -(dy * n.Y / n.W))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("Einsum", (n, dy, i) => EinsteinSum.Adjoint(n, dy, i)),
        new General("GlobalLpPool", Pooling.GlobalPowerAdjoint),
        new General("GlobalMaxPool", Pooling.GlobalMaxAdjoint),
        new General("InstanceNormalization", Normalization.InstanceAdjoint),
        new General("LayerNormalization", (n, _, i) => Normalization.LayerAdjoint(n, i))
        {
            Broadcasting = Broadcasting.Elementwise,
            JoinsOutputs = true,
        },
        new General("LogSoftmax", Normalization.LogSoftmaxAdjoint),
        new General("LpNormalization", Normalization.LengthAdjoint),
        new General("LpPool", Pooling.PowerAdjoint),
        new General("LRN", Normalization.LocalResponseAdjoint),
        new General("Max", (n, dy, i) => Activations.ExtremeAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("MaxPool", Pooling.MaxAdjoint),
        new General("MeanVarianceNormalization", Normalization.MeanVarianceAdjoint),
        new General("Min", (n, dy, i) => Activations.ExtremeAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("Mod", (n, dy, i) => Activations.ModAdjoint(n, dy, i)) { Broadcasting = Broadcasting.Elementwise },
        new General("Pow", (n, dy, i) => Activations.PowAdjoint(n, dy, i)) { Broadcasting = Broadcasting.Elementwise },
        new General("PRelu", (n, dy, i) => Activations.PReluAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("ReduceL1", Reductions.SumOfMagnitudesAdjoint),
        new General("ReduceL2", Reductions.LengthAdjoint),
        new General("ReduceLogSum", Reductions.LogSumAdjoint),
        new General("ReduceLogSumExp", Reductions.LogSumExpAdjoint),
        new General("ReduceMax", Reductions.ExtremeAdjoint),
        new General("ReduceMin", Reductions.ExtremeAdjoint),
        new General("ReduceProd", Reductions.ProductAdjoint),
        new General("ReduceSumSquare", Reductions.SumOfSquaresAdjoint),
        new General("ScatterElements", Scattering.ElementsAdjoint),
        new General("ScatterND", Scattering.SlicesAdjoint),
        new General("Softmax", Normalization.SoftmaxAdjoint),
        new General("TopK", Picking.TopKAdjoint),
        new General("Unique", Picking.UniqueAdjoint),
        new General("Where", (n, dy, i) => Activations.WhereAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        // Nothing comes back.
        new PiecewiseConstant("Ceil"),
        new PiecewiseConstant("Floor"),
        new PiecewiseConstant("Hardmax"),
        new PiecewiseConstant("MelWeightMatrix"),
        new PiecewiseConstant("Round"),
        new PiecewiseConstant("Sign"),
    ];

    /// <summary>
    /// The gradient with rounding taken for the identity, for quantized models: what a change of x would do if its levels
    /// were fine enough. Scales that are found anew at each run are held.
    /// </summary>
    /// <remarks>Source: Bengio, Léonard and Courville 2013, the straight-through estimator.</remarks>
    public static RuleSet StraightThrough { get; } =
    [
        .. Gradient.Select(rule => rule.Op is "Round" ? new Linear("Round", (n, dy) => dy) : rule),
        new PiecewiseConstant("DynamicQuantizeLinear"),
    ];
}
