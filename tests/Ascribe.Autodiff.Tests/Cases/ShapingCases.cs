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
            new RuleCase("Reshape", "a shape computed", Data(2, 6))
            {
                Build = (b, x) => Op.Reshape(x[0]!.Value, Op.Concat([Shape(x, 0), b.Longs(3, 2)], 0)),
            },
            new RuleCase("Reshape", "allowzero", Data(2, 3, 2), Longs(-1, 6)).Set("allowzero", 1),
            new RuleCase("Reshape", "nothing at all, allowzero", Weight(2, 0, 3), Longs(3, 0)).Set("allowzero", 1),
            new RuleCase("Squeeze", "one axis", Data(2, 1, 3, 1), Longs(1)),
            new RuleCase("Squeeze", "negative axes", Data(2, 1, 3, 1), Longs(-1, 1)),
            new RuleCase("Squeeze", "every axis of one", Weight(1, 3, 1)),
            new RuleCase("Unsqueeze", "in front", Data(2, 3), Longs(0)),
            new RuleCase("Unsqueeze", "several", Data(2, 3), Longs(1, -1)),
            new RuleCase("Transpose", "reversed by default", Data(2, 3, 4)),
            new RuleCase("Transpose", "rotated", Data(2, 3, 4, 2)).Set("perm", new[] { 0, 2, 3, 1 }),
            new RuleCase("Transpose", "examples moved", Data(2, 3, 4)).Set("perm", new[] { 1, 2, 0 }),
            .. Tiles(),
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

    /// <summary>One extent of the first operand, computed.</summary>
    private static Value Shape(Value?[] x, int axis) => Op.Slice(Op.Shape(x[0]!.Value), [axis], [axis + 1], [0]);
}
