using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Picking() =>
        [
            Gather("an axis in the middle", Data(2, 5, 3), 1, Longs(3, 0, 4)),
            Gather("the last axis", Data(2, 3, 5), -1, Longs(4, 1)),
            Gather("a place picked twice", Data(2, 4), 1, Longs(2, 2, 0, 2)),
            Gather("places from the end", Data(2, 4, 2), 1, Longs(-1, 0, -4)),
            Gather("one place, its axis dropped", Data(2, 4, 3), 1, Fixed(Tensor.Scalar(2L))),
            Gather("a table of places", Data(2, 4, 3), 1, Fixed(Tensor.Of([0L, 3, 1, 3, 2, 0], 2, 3))),
            Gather("places of 32 bits", Data(2, 4), 1, Fixed(Tensor.Vector(3, 0))),
            Gather("rows of a weight", Weight(4, 3), 0, Longs(1, 1, 3)),
        ];

    private static RuleCase Gather(string condition, Operand x, int axis, Operand places) =>
        new RuleCase("Gather", condition, x, places).Set("axis", axis);
}
