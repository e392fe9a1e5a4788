using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>Operators of ai.onnx that are a formula of others.</summary>
internal static class StandardCases
{
    public static ImmutableArray<CompositeCase> All { get; } =
    [
        new CompositeCase("CastLike", "the type of a number", Data(2, 3), Fixed(Tensor.Scalar(1.0))),
        new CompositeCase("CastLike", "the type that it has", Data(2, 3), Fixed(Tensor.Scalar(1f))),
        .. from exclusive in new[] { 0, 1 }
        from reverse in new[] { 0, 1 }
        from axis in new[] { 0, 1, -1 }
        select new CompositeCase(
            "CumProd",
            $"axis {axis}, exclusive {exclusive}, reverse {reverse}",
            Data(2, 3, 4),
            Fixed(Tensor.Scalar((long)axis))
        )
            .Set("exclusive", exclusive)
            .Set("reverse", reverse) with
        {
            Opset = 26,
        },
        Groups("two groups", 2, Data(2, 4, 3, 3), Weight(4)),
        Groups("one group", 1, Data(2, 4, 5), Weight(4)),
        Groups("a group per channel", 4, Data(2, 4, 5), Weight(4)),
        Groups("epsilon", 2, Data(2, 4, 2, 2, 2), Weight(4)).Set("epsilon", 0.1f),
        Groups("a factor per group", 2, Data(2, 4, 5), Weight(2)) with
        {
            Opset = 18,
        },
        .. from op in new[] { "NegativeLogLikelihoodLoss", "SoftmaxCrossEntropyLoss" }
        from reduction in new[] { "none", "sum", "mean" }
        from form in Losses(op)
        select (form with { Condition = $"{form.Condition}, {reduction}" }).Set("reduction", reduction),
        .. from align in new[] { 0, 1 }
        from form in new (Operand Theta, long[] Size)[]
        {
            (Data(2, 2, 3), [2, 3, 4, 5]),
            (Data(2, 3, 4), [2, 3, 2, 4, 3]),
        }
        select new CompositeCase("AffineGrid", $"{form.Size.Length} axes, {align}", form.Theta, Longs(form.Size)).Set(
            "align_corners",
            align
        ) with
        {
            Opset = 20,
        },
    ];

    private static CompositeCase Groups(string condition, int groups, Operand x, Operand factors) =>
        new CompositeCase("GroupNormalization", condition, x, factors, factors).Set("num_groups", groups);

    /// <summary>Labels are drawn so that one of them is ignored where the settings say so.</summary>
    private static IEnumerable<CompositeCase> Losses(string op) =>
        [
            Loss(op, "plain", Data(3, 4), [3]),
            Loss(op, "weights", Data(3, 4), [3], Weight(4).In(0.2, 1)),
            Loss(op, "a label ignored", Data(3, 4), [3]).Set("ignore_index", 2),
            Loss(op, "a label ignored, weights", Data(3, 4), [3], Weight(4).In(0.2, 1)).Set("ignore_index", 2),
            Loss(op, "pixels", Data(2, 3, 2, 2), [2, 2, 2]),
            Loss(op, "pixels, weights, a label ignored", Data(2, 3, 2, 2), [2, 2, 2], Weight(3).In(0.2, 1))
                .Set("ignore_index", 0),
            op == "SoftmaxCrossEntropyLoss"
                ? Loss(op, "logarithms given out", Data(3, 4), [3]) with
                {
                    Outputs = ["y", "logarithms"],
                }
                : Loss(op, "a label outside, ignored", Data(3, 4), [3], null, -1).Set("ignore_index", -1),
        ];

    private static CompositeCase Loss(
        string op,
        string condition,
        Operand x,
        long[] shape,
        Operand? weights = null,
        long first = 1
    )
    {
        var count = Tensor.CountOf([.. shape]);
        long[] labels = [first, .. Enumerable.Range(1, (int)count - 1).Select(i => (i * 2L + 1) % 3)];
        ImmutableArray<Operand?> operands = [x, Fixed(Tensor.Of(labels, shape))];
        return new CompositeCase(op, condition, weights is null ? operands : [.. operands, weights]);
    }
}
