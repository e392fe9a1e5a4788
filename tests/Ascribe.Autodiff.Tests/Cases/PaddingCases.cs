using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Paddings() =>
        [
            new RuleCase("Pad", "both sides", Data(2, 3, 4), Longs(0, 1, 2, 0, 3, 0)),
            new RuleCase("Pad", "negative", Data(2, 4, 5), Longs(0, -1, 0, 0, -1, -2)),
            new RuleCase("Pad", "a sign each", Data(2, 4, 5), Longs(0, -1, 2, 0, 3, -2)),
            new RuleCase("Pad", "another number", Data(2, 3), Longs(0, 1, 0, 1), Fixed(Tensor.Scalar(5.0))),
            new RuleCase("Pad", "axes", Data(2, 3, 4), Longs(1, 2), null, Longs(2)),
            new RuleCase("Pad", "negative axes", Data(2, 3, 4), Longs(1, -1, 0, 2), null, Longs(-1, -2)),
            new RuleCase("Pad", "the number itself", Data(2, 3), Longs(0, 1, 0, 2), Weight()),
            new RuleCase("Pad", "the number itself, axes", Weight(2, 3), Longs(1, 2), Weight(1), Longs(-1)),
            new RuleCase("Pad", "the number itself, a sign each", Weight(4, 3), Longs(-1, 2, 1, -1), Weight()),
            new RuleCase("Pad", "pads computed", Data(2, 3))
            {
                Build = (b, x) => b.Emit("Pad", [x[0], Op.Concat([b.Longs(0), Shape(x, 1), b.Longs(0, -1)], 0)]),
            },
            .. new[] { "edge", "reflect", "wrap" }.SelectMany(Copied),
            Centered("cropped", Data(2, 7, 5), [1, 2], 4, 2),
            Centered("padded", Data(2, 2, 5), [1, 2], 5, 8),
            Centered("cropped and padded, negative axes", Data(2, 7, 5), [-1, -2], 8, 4),
            Centered("axes by default", Weight(5, 2), null, 2, 5),
        ];

    private static IEnumerable<RuleCase> Copied(string mode) =>
        new RuleCase[]
        {
            new("Pad", "one side", Data(2, 3, 4), Longs(0, 0, 2, 0, 0, 0)),
            new("Pad", "two axes", Data(2, 3, 4), Longs(0, 1, 2, 0, 2, 3)),
            new("Pad", "axes", Data(2, 4, 3), Longs(1, 2, 0, 1), null, Longs(-1, 1)),
            new("Pad", "negative", Data(2, 5, 4), Longs(0, -1, 1, 0, 2, -1)),
            new("Pad", "pads computed", Data(2, 4))
            {
                Build = (b, x) =>
                    b.Emit(
                        "Pad",
                        [x[0], Op.Concat([b.Longs(0, 2, 0), Shape(x, 1) - b.Longs(1)], 0)],
                        Attributes.None.With("mode", mode)
                    ),
            },
        }.Select(rule => (rule with { Condition = $"{mode}, {rule.Condition}" }).Set("mode", mode));

    private static RuleCase Centered(string condition, Operand x, long[]? axes, params long[] shape)
    {
        var rule = new RuleCase("CenterCropPad", condition, x, Longs(shape));
        return axes is null ? rule : rule.Set("axes", axes);
    }
}
