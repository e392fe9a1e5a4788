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
        new Elementwise("Celu", n => Activations.CeluSlope(n)),
        new Elementwise("Clip", n => Activations.ClipSlope(n)),
        new Elementwise("Elu", n => Activations.EluSlope(n)),
        new Elementwise("Erf", n => Exp(-(n.X * n.X)) * (2 / Math.Sqrt(Math.PI))),
        new Elementwise("Exp", n => n.Y),
        new Elementwise("HardSigmoid", n => Activations.HardSigmoidSlope(n)),
        new Elementwise("HardSwish", n => Activations.HardSwishSlope(n)),
        new Elementwise("LeakyRelu", n => Activations.LeakyReluSlope(n)),
        new Elementwise("Log", n => 1 / n.X),
        new Elementwise("Reciprocal", n => -(n.Y * n.Y)),
        new Elementwise("Relu", n => Step(n.Y)),
        new Elementwise("Selu", n => Activations.SeluSlope(n)),
        new Elementwise("Sigmoid", n => n.Y * (1 - n.Y)),
        new Elementwise("Softplus", n => Sigmoid(n.X)),
        new Elementwise("Softsign", n => Activations.SoftsignSlope(n)),
        new Elementwise("Sqrt", n => 0.5 / n.Y),
        new Elementwise("Tanh", n => 1 - n.Y * n.Y),
        // Linear: the transpose.
        new Linear("Add", (n, dy, i) => dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("AffineGrid", Grids.AffineTranspose),
        new Linear("AveragePool", Pooling.AverageTranspose),
        new Linear("Cast", (n, dy) => Cast(dy, n.X.ElementType)),
        new Linear("CenterCropPad", Padding.CenterCropPadTranspose),
        new Linear("Col2Im", Blocks.ColumnsTranspose),
        new Linear("Compress", Picking.CompressTranspose),
        new Linear("Concat", Joining.ConcatTranspose),
        new Linear("DepthToSpace", Blocks.DepthToSpaceTranspose),
        new Linear("Dropout", (n, dy) => dy),
        new Linear("Expand", (n, dy) => dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Flatten", Shaping.ReshapeTranspose),
        new Linear("Gather", Picking.GatherTranspose),
        new Linear("GatherElements", Picking.GatherElementsTranspose),
        new Linear("GatherND", Picking.GatherNDTranspose),
        new Linear("GlobalAveragePool", Pooling.GlobalAverageTranspose),
        new Linear("Identity", (n, dy) => dy),
        new Linear("MaxUnpool", Pooling.UnpoolTranspose),
        new Linear("Mean", (n, dy, i) => dy * (1.0 / n.Node.Inputs.Length)) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Neg", (n, dy) => -dy),
        new Linear("OneHot", Picking.OneHotTranspose),
        new Linear("Pad", Padding.PadTranspose),
        new Linear("ReduceMean", Reductions.MeanTranspose),
        new Linear("ReduceSum", Reductions.SumTranspose),
        new Linear("Reshape", Shaping.ReshapeTranspose),
        new Linear("Resize", Resizing.Transpose),
        new Linear("ReverseSequence", Picking.ReverseSequenceTranspose),
        new Linear("Slice", Slicing.Transpose),
        new Linear("SpaceToDepth", Blocks.SpaceToDepthTranspose),
        new Linear("Split", Joining.SplitTranspose) { JoinsOutputs = true },
        new Linear("Squeeze", Shaping.ReshapeTranspose),
        new Linear("Sub", (n, dy, i) => i == 0 ? dy : -dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Sum", (n, dy, i) => dy) { Broadcasting = Broadcasting.Elementwise },
        new Linear("Tile", Shaping.TileTranspose),
        new Linear("Transpose", Shaping.TransposeTranspose),
        new Linear("Unsqueeze", Shaping.ReshapeTranspose),
        // Bilinear: one side while the other is held.
        new Bilinear("Conv", Convolution.DataAdjoint, Convolution.WeightAdjoint) { Added = Convolution.BiasAdjoint },
        new Bilinear("ConvTranspose", TransposedConvolution.DataAdjoint, TransposedConvolution.WeightAdjoint)
        {
            Added = Convolution.BiasAdjoint,
        },
        new Bilinear("MatMul", Products.LeftAdjoint, Products.RightAdjoint) { Broadcasting = Broadcasting.Leading },
        new Bilinear("Mul", (n, dy) => dy * n.W, (n, dy) => dy * n.X) { Broadcasting = Broadcasting.Elementwise },
        // General.
        new General("Div", (n, dy, i) => i == 0 ? dy / n.W : -(dy * n.Y / n.W))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("GlobalMaxPool", Pooling.GlobalMaxAdjoint),
        new General("InstanceNormalization", Normalization.InstanceAdjoint),
        new General("LayerNormalization", Normalization.LayerAdjoint) { Broadcasting = Broadcasting.Elementwise },
        new General("LogSoftmax", Normalization.LogSoftmaxAdjoint),
        new General("LRN", Normalization.LocalResponseAdjoint),
        new General("Max", (n, dy, i) => Activations.ExtremeAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("MaxPool", Pooling.MaxAdjoint),
        new General("Min", (n, dy, i) => Activations.ExtremeAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("Pow", (n, dy, i) => Activations.PowAdjoint(n, dy, i)) { Broadcasting = Broadcasting.Elementwise },
        new General("PRelu", (n, dy, i) => Activations.PReluAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        new General("ScatterElements", Scattering.ElementsAdjoint),
        new General("ScatterND", Scattering.SlicesAdjoint),
        new General("Softmax", Normalization.SoftmaxAdjoint),
        new General("TopK", Picking.TopKAdjoint),
        new General("Where", (n, dy, i) => Activations.WhereAdjoint(n, dy, i))
        {
            Broadcasting = Broadcasting.Elementwise,
        },
        // Nothing comes back.
        new PiecewiseConstant("Ceil"),
        new PiecewiseConstant("Floor"),
        new PiecewiseConstant("Round"),
        new PiecewiseConstant("Sign"),
    ];
}
