using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Joining() =>
        [
            new RuleCase("Concat", "channels", Data(2, 3, 2), Data(2, 1, 2), Data(2, 2, 2)).Set("axis", 1),
            new RuleCase("Concat", "negative axis", Data(2, 3, 2), Data(2, 3, 4)).Set("axis", -1),
            new RuleCase("Concat", "one input", Data(2, 3)).Set("axis", 1),
            new RuleCase("Concat", "one value twice", Data(2, 3))
            {
                Build = (b, x) => Op.Concat([x[0]!.Value, x[0]!.Value], 1),
            },
            new RuleCase("Concat", "with a constant", Data(2, 3), Fixed(Tensor.Of([1.0, 2, 3, 4], 2, 2)))
            {
                Build = (b, x) =>
                    Op.Concat([x[0]!.Value, b.Emit("Slice", [x[0], b.Longs(0), b.Longs(2), b.Longs(1)])], 1),
            },
            new RuleCase("Concat", "scaled examples behind one another", Data(2, 3))
            {
                Build = (b, x) => Op.Concat([x[0]!.Value, x[0]!.Value * 2, x[0]!.Value * 3], 0),
            },
            Split("equal parts", [0, 1, 2], Attributes.None.With("num_outputs", 3)),
            Split("equal parts with a smaller last one", [0, 1], Attributes.None.With("num_outputs", 2)) with
            {
                Operands = [Data(2, 5), null],
            },
            Split("stated parts", [0, 1, 2], Attributes.None, 1, 2, 3),
            Split("a part that nobody reads", [0, 2], Attributes.None, 1, 2, 3),
            Split("the first part unread", [2], Attributes.None, 1, 2, 3),
        ];

    private static Attributes Along(long axis) => Attributes.None.With("axis", axis);

    private static RuleCase Split(string condition, int[] read, Attributes attributes, params long[] parts) =>
        new("Split", condition, Data(2, 6), parts.Length == 0 ? null : Longs(parts))
        {
            Build = (b, x) =>
            {
                var count = parts.Length == 0 ? (int)attributes.Int("num_outputs") : parts.Length;
                var made = b.Emit("Split", x[1] is null ? [x[0]] : x, count, attributes.With("axis", 1));
                return Op.Concat([.. read.Select(i => made[i] * (i + 1))], 1);
            },
        };
}
