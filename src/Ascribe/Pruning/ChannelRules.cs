using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Pruning;

/// <summary>How channels pass each operator: the table.</summary>
/// <remarks>An operator that is not listed is not passed. Forms are those of <see cref="Model.CanonicalOpset"/>.</remarks>
internal static class ChannelRules
{
    private static readonly ImmutableDictionary<string, Action<ChannelTies, Node>> Table = new (
        Action<ChannelTies, Node> Rule,
        string[] Ops
    )[]
    {
        (ProductRules.Conv, ["Conv"]),
        (ProductRules.ConvTranspose, ["ConvTranspose"]),
        (ProductRules.Gemm, ["Gemm"]),
        (ProductRules.MatMul, ["MatMul"]),
        (
            OneByOne,
            [.. "Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil Celu Clip Cos Cosh Dropout Elu Erf Exp".Split(' ')]
        ),
        (OneByOne, [.. "Floor Gelu HardSigmoid HardSwish Identity IsInf IsNaN LeakyRelu Log Mish Neg Not".Split(' ')]),
        (OneByOne, [.. "Reciprocal Relu Round Selu Sigmoid Sign Sin Sinh Softplus Softsign Sqrt Tan Tanh".Split(' ')]),
        (OneByOne, [.. "Add And Div Equal Greater GreaterOrEqual Less LessOrEqual Max Mean Min Mod Mul Or".Split(' ')]),
        (OneByOne, ["Pow", "PRelu", "Sub", "Sum", "ThresholdedRelu", "Where", "Xor"]),
        (BatchNormalization, ["BatchNormalization"]),
        (InstanceNormalization, ["InstanceNormalization"]),
        (Pool, ["AveragePool", "GlobalAveragePool", "GlobalLpPool", "GlobalMaxPool", "LpPool", "MaxPool"]),
        ((ties, node) => Relating(ties, node, -1), ["Hardmax", "LogSoftmax", "Softmax"]),
        (Quantization, ["DequantizeLinear", "QuantizeLinear"]),
        (PlaceRules.Concat, ["Concat"]),
        (PlaceRules.Split, ["Split"]),
        (PlaceRules.Slice, ["Slice"]),
        (PlaceRules.Pad, ["Pad"]),
        (PlaceRules.Transpose, ["Transpose"]),
        (PlaceRules.Resize, ["Resize"]),
        (ShapeRules.Regroup, ["Flatten", "Reshape", "Squeeze", "Unsqueeze"]),
        (ShapeRules.Shape, ["Shape"]),
        (
            (ties, node) => ShapeRules.Reduce(ties, node, sums: true),
            ["ReduceL1", "ReduceL2", "ReduceSum", "ReduceSumSquare"]
        ),
        (
            (ties, node) => ShapeRules.Reduce(ties, node, sums: false),
            ["ReduceLogSum", "ReduceLogSumExp", "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd"]
        ),
    }
        .SelectMany(line => line.Ops.Select(op => KeyValuePair.Create(op, line.Rule)))
        .ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>The rule of a node; null where there is none.</summary>
    public static Action<ChannelTies, Node>? Of(Node node) =>
        node.Domain.Length == 0 && !node.Subgraphs.Any() ? Table.GetValueOrDefault(node.Op) : null;

    /// <summary>Element by element; operands are aligned at their last axes, and stretched where they have extent 1.</summary>
    private static void OneByOne(ChannelTies ties, Node node)
    {
        foreach (var value in node.Inputs.Concat(node.Outputs.Skip(1)).Where(v => v.Length > 0))
        {
            var ahead = ties.Rank(node.Output) - ties.Rank(value);
            for (var axis = 0; axis < ties.Rank(value); axis++)
                ties.Tie(value, axis, node.Output, axis + ahead);
        }
    }

    private static void BatchNormalization(ChannelTies ties, Node node)
    {
        ties.TieAll(node.Required(0), node.Output);
        for (var input = 1; input < 5; input++)
            ties.Tie(node.Required(input), 0, node.Output, 1);
    }

    private static void InstanceNormalization(ChannelTies ties, Node node)
    {
        Pool(ties, node);
        for (var input = 1; input < 3; input++)
            ties.Tie(node.Required(input), 0, node.Output, 1);
    }

    /// <summary>Channel by channel, each as a whole. The places of maxima count through all channels.</summary>
    private static void Pool(ChannelTies ties, Node node)
    {
        if (node.Outputs.Length > 1)
        {
            ties.Refuse(node);
            return;
        }
        for (var axis = 0; axis < ties.Rank(node.Output); axis++)
        {
            if (axis < 2)
                ties.Tie(node.Required(0), axis, node.Output, axis);
            else
                ties.Relate(node, node.Required(0), axis);
        }
    }

    /// <summary>A softmax over classes may lose some where the head is reduced: what is left sums to 1 again.</summary>
    private static void Relating(ChannelTies ties, Node node, int otherwise)
    {
        var x = node.Required(0);
        ties.TieAll(x, node.Output);
        if (!ties.Head)
            ties.Relate(node, x, PlaceRules.AxisOf(ties, node, x, otherwise));
    }

    private static void Quantization(ChannelTies ties, Node node)
    {
        ties.TieAll(node.Required(0), node.Output);
        foreach (var steps in node.Inputs.Skip(1).Where(i => i.Length > 0))
        {
            if (ties.Rank(steps) == 1 && ties.Extent(steps, 0) > 1)
                ties.Tie(steps, 0, node.Output, PlaceRules.AxisOf(ties, node, node.Output, 1));
            else if (ties.Rank(steps) > 1)
                ties.Refuse(node);
        }
    }
}
