using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Shaping() =>
        [
            new RuleCase("Flatten", "axis 1", Data(2, 3, 4)),
            new RuleCase("Flatten", "axis 2", Data(2, 3, 4)).Set("axis", 2),
            new RuleCase("Flatten", "negative axis", Data(2, 3, 4)).Set("axis", -1),
            new RuleCase("Flatten", "axis 0", Data(2, 3)).Set("axis", 0),
            new RuleCase("Reshape", "joined", Data(2, 3, 4), Longs(-1, 12)),
            new RuleCase("Reshape", "zero copies an extent", Data(2, 3, 4), Longs(0, 2, -1)),
            new RuleCase("Reshape", "examples joined with another axis", Data(2, 3, 4), Longs(-1, 4)),
            new RuleCase("Reshape", "to a further axis", Data(2, 6), Longs(-1, 2, 3, 1)),
            new RuleCase("Squeeze", "one axis", Data(2, 1, 3, 1), Longs(1)),
            new RuleCase("Squeeze", "negative axes", Data(2, 1, 3, 1), Longs(-1, 1)),
            new RuleCase("Squeeze", "every axis of one", Weight(1, 3, 1)),
            new RuleCase("Unsqueeze", "in front", Data(2, 3), Longs(0)),
            new RuleCase("Unsqueeze", "several", Data(2, 3), Longs(1, -1)),
            new RuleCase("Transpose", "reversed by default", Data(2, 3, 4)),
            new RuleCase("Transpose", "rotated", Data(2, 3, 4, 2)).Set("perm", new[] { 0, 2, 3, 1 }),
            new RuleCase("Transpose", "examples moved", Data(2, 3, 4)).Set("perm", new[] { 1, 2, 0 }),
            new RuleCase("Pad", "both sides", Data(2, 3, 4), Longs(0, 1, 2, 0, 3, 0)),
            new RuleCase("Pad", "negative", Data(2, 4, 5), Longs(0, -1, 0, 0, -1, -2)),
            new RuleCase("Pad", "a sign each", Data(2, 4, 5), Longs(0, -1, 2, 0, 3, -2)),
            new RuleCase("Pad", "another number", Data(2, 3), Longs(0, 1, 0, 1), Fixed(Tensor.Scalar(5.0))),
            new RuleCase("Pad", "axes", Data(2, 3, 4), Longs(1, 2), null, Longs(2)),
            new RuleCase("Pad", "negative axes", Data(2, 3, 4), Longs(1, -1, 0, 2), null, Longs(-1, -2)),
            .. Tiles(),
            .. Slices(),
        ];

    private static IEnumerable<RuleCase> Tiles() =>
        [
            new RuleCase("Tile", "two axes", Data(2, 3, 2), Longs(1, 2, 3)),
            new RuleCase("Tile", "examples repeated", Data(2, 3), Longs(2, 1)),
            new RuleCase("Tile", "every axis", Weight(2, 3), Longs(3, 2)),
            new RuleCase("Tile", "nothing repeated", Data(2, 3), Longs(1, 1)),
            new RuleCase("Tile", "repeats computed", Data(2, 3))
            {
                Build = (b, x) =>
                    b.Emit("Tile", [x[0], Op.Concat([b.Longs(1), Op.Slice(Op.Shape(x[0]!.Value), [1], [2], [0])], 0)]),
            },
        ];

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
}
