using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Slices() =>
        [
            Slice("a stretch", Data(2, 7), [1], [5], [1]),
            Slice("axes by default", Weight(3, 7), [0, 2], [2, 6]),
            Slice("negative indices", Data(2, 7), [-5], [-1], [-1]),
            Slice("an end far beyond", Data(2, 7), [3], [long.MaxValue], [1]),
            Slice("step 2", Data(2, 7), [0], [7], [1], [2]),
            Slice("step 2, even extent", Data(2, 8), [1], [8], [1], [2]),
            Slice("step 3 with a rest", Data(2, 8), [1], [8], [1], [3]),
            Slice("step 2 on two axes", Data(2, 5, 6), [0, 1], [5, 6], [1, 2], [2, 2]),
            Slice("steps 2 and 3 on axes in reverse order", Data(2, 7, 8), [1, 0], [8, 7], [2, 1], [3, 2]),
            Slice("reversed", Data(2, 5), [-1], [long.MinValue], [1], [-1]),
            Slice("step −2", Data(2, 8), [6], [0], [1], [-2]),
            Slice("step −2 with a rest", Data(2, 8), [7], [1], [1], [-2]),
            Slice("reversed on one axis, stepped on another", Data(2, 5, 6), [4, 0], [0, 6], [1, 2], [-1, 2]),
            Slice("step −1 from before the beginning", Data(2, 5), [-100], [-200], [1], [-1]),
            Slice("step −2 from beyond the end", Data(2, 6), [100], [-100], [1], [-2]),
            Slice("everything", Data(2, 3), [0], [3], [1]),
            Slice("nothing", Weight(2, 3), [2], [1], [1]),
            Slice("examples among the axes", Data(2, 5), [0, 1], [long.MaxValue, 3], [0, 1]),
            Slice("examples among the axes, step 2", Data(2, 6), [0, 5], [long.MaxValue, 0], [-2, -1], [1, -2]),
            Slice("the examples reversed twice", Data(2, 3), [-1], [long.MinValue], [0], [-1]) with
            {
                Build = (b, x) =>
                {
                    var back = b.Emit("Slice", x);
                    x[0] = back;
                    return b.Emit("Slice", x);
                },
            },
            Computed("start and end computed", (b, x) => [Shape(x, 2), Shape(x, 1), b.Longs(1)]),
            Computed("step computed", (b, x) => [b.Longs(-1), b.Longs(0), b.Longs(1), -Shape(x, 2)]),
            Computed(
                "a start computed beside stated ones",
                (b, x) => [Op.Concat([Shape(x, 2), b.Longs(1)], 0), b.Longs(4, 2), b.Longs(1, 2), b.Longs(1, 1)]
            ),
        ];

    private static RuleCase Slice(
        string condition,
        Operand x,
        long[] starts,
        long[] ends,
        long[]? axes = null,
        long[]? steps = null
    ) =>
        new(
            "Slice",
            condition,
            x,
            Longs(starts),
            Longs(ends),
            axes is null ? null : Longs(axes),
            steps is null ? null : Longs(steps)
        );

    private static RuleCase Computed(string condition, Func<GraphBuilder, Value?[], Value?[]> bounds) =>
        new("Slice", condition, Data(2, 5, 2)) { Build = (b, x) => b.Emit("Slice", [x[0], .. bounds(b, x)]) };
}
