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
            Gather("one row of a weight", Weight(4, 3), 0, Fixed(Tensor.Scalar(-2L))),
            new RuleCase("Gather", "examples behind the axis", Data(2, 3, 4), Longs(2, 0, 2))
            {
                Build = (b, x) => Op.Transpose(Op.Gather(Op.Transpose(x[0]!.Value, 1, 0, 2), x[1]!.Value, 0), 1, 0, 2),
            },
            .. PickedElements(),
            .. PickedSlices(),
            .. Compressed(),
            .. OneHots(),
            .. Best(),
            .. Reversals(),
        ];

    private static RuleCase Gather(string condition, Operand x, int axis, Operand places) =>
        new RuleCase("Gather", condition, x, places).Set("axis", axis);

    /// <summary>The places of the elements in descending order, which every example has its own.</summary>
    private static Value Ranks(Value x, long axis, long count) =>
        x.Builder.Emit("TopK", [x, x.Builder.Longs(count)], 2, Attributes.None.With("axis", axis))[1];

    private static IEnumerable<RuleCase> PickedElements()
    {
        var places = Fixed(Tensor.Of([2L, 0, 2, -1, 1, -3], 2, 3));
        return
        [
            new RuleCase("GatherElements", "rows", Weight(3, 4), places),
            new RuleCase("GatherElements", "columns", Weight(3, 4), places).Set("axis", 1),
            new RuleCase("GatherElements", "negative axis", Weight(3, 4), places).Set("axis", -1),
            new RuleCase("GatherElements", "places of 32 bits", Weight(2, 2), Fixed(Tensor.Of([1, 0], 1, 2))),
            new RuleCase("GatherElements", "places by example", Data(2, 5, 3))
            {
                Build = (b, x) =>
                    b.Emit("GatherElements", [x[0], Ranks(x[0]!.Value, 1, 3)], Attributes.None.With("axis", 1)),
                Witness = new Loops((x, dy) => [Ranked(x[0], dy, [2, 5, 3], 1, 3, ascending: false)]),
            },
        ];
    }

    private static IEnumerable<RuleCase> PickedSlices() =>
        [
            new RuleCase("GatherND", "elements", Weight(3, 4), Fixed(Tensor.Of([0L, 1, 2, -1, 0, 1], 3, 2))),
            new RuleCase("GatherND", "rows", Weight(3, 4), Fixed(Tensor.Of([1L, -1, 1], 3, 1))),
            new RuleCase("GatherND", "a table of rows", Weight(3, 2, 4), Fixed(Tensor.Of([2L, 1, 0, 0], 2, 1, 2))),
            new RuleCase(
                "GatherND",
                "one leading axis",
                Weight(2, 3, 4),
                Fixed(Tensor.Of([2L, 1, -1, -2], 2, 2, 1))
            ).Set("batch_dims", 1),
            new RuleCase("GatherND", "two leading axes", Weight(2, 2, 3), Fixed(Tensor.Of([2L, 1, 0, 0], 2, 2, 1))).Set(
                "batch_dims",
                2
            ),
            new RuleCase("GatherND", "places by example", Data(2, 5, 3))
            {
                Build = (b, x) =>
                {
                    var places = Op.Unsqueeze(Ranks(Op.ReduceSum(x[0]!.Value, [2], keepDims: false), 1, 3), 2);
                    return b.Emit("GatherND", [x[0], places], Attributes.None.With("batch_dims", 1));
                },
                Witness = new Decomposition(
                    (b, x) =>
                    {
                        var places = Ranks(Op.ReduceSum(x[0]!.Value, [2]), 1, 3);
                        var chosen = Op.Equal(Op.Unsqueeze(places, 2), Op.Reshape(b.Longs(0, 1, 2, 3, 4), 1, 1, 5, 1));
                        return Op.ReduceSum(
                            Op.Cast(chosen, x[0]!.Value.ElementType) * Op.Unsqueeze(x[0]!.Value, 1),
                            [2],
                            keepDims: false
                        );
                    }
                ),
            },
        ];

    private static IEnumerable<RuleCase> Compressed() =>
        [
            new RuleCase("Compress", "an axis", Data(2, 4, 3), Flags(false, true, true, false)).Set("axis", 1),
            new RuleCase("Compress", "negative axis, a short condition", Data(2, 3, 4), Flags(true, false, true)).Set(
                "axis",
                -1
            ),
            new RuleCase("Compress", "the first axis", Weight(3, 2), Flags(false, true, true)).Set("axis", 0),
            new RuleCase("Compress", "elements in a row", Weight(2, 3), Flags(false, true, false, true, true)),
        ];

    private static Operand Flags(params bool[] flags) => Fixed(Tensor.Vector(flags));

    private static IEnumerable<RuleCase> OneHots()
    {
        var places = Longs(1, -1, 5, 0);
        var depth = Fixed(Tensor.Scalar(3L));
        return
        [
            new RuleCase("OneHot", "last axis, places from the end and beyond", places, depth, Weight(2)).Single(),
            new RuleCase("OneHot", "first axis", places, depth, Weight(2)).Set("axis", 0).Single(),
            new RuleCase("OneHot", "a table of places", Fixed(Tensor.Of([0L, 1, 2, 1], 2, 2)), depth, Weight(2))
                .Set("axis", -2)
                .Single(),
        ];
    }

    private static IEnumerable<RuleCase> Best() =>
        [
            Top("largest", Data(2, 5), 2, 1),
            Top("smallest", Data(2, 5), 3, -1).Set("largest", 0),
            Top("an axis in the middle", Data(2, 4, 3), 2, 1).Set("sorted", 1),
            Top("all, which sorts", Data(2, 4), 4, -1),
        ];

    private static RuleCase Top(string condition, Operand x, int count, int axis)
    {
        var rule = new RuleCase("TopK", condition, x, Longs(count)).Set("axis", axis);
        return rule with
        {
            Build = (b, v) => b.Emit("TopK", v, 2, rule.Attributes.With("largest", condition == "smallest" ? 0 : 1))[0],
            Witness = new Loops((v, dy) => [Ranked(v[0], dy, x.Shape, axis, count, condition == "smallest")]),
        };
    }

    private static double[] Ranked(
        double[] x,
        double[] dy,
        IReadOnlyList<long> shape,
        int axis,
        int count,
        bool ascending
    )
    {
        var along = axis < 0 ? axis + shape.Count : axis;
        var extent = (int)shape[along];
        var inner = (int)shape.Skip(along + 1).Aggregate(1L, (a, b) => a * b);
        var gradient = new double[x.Length];
        for (var line = 0; line < x.Length / extent; line++)
        {
            var (outer, rest) = (line / inner, line % inner);
            var order = Enumerable
                .Range(0, extent)
                .OrderBy(i => (ascending ? 1 : -1) * x[(outer * extent + i) * inner + rest])
                .ToArray();
            for (var k = 0; k < count; k++)
                gradient[(outer * extent + order[k]) * inner + rest] = dy[(outer * count + k) * inner + rest];
        }
        return gradient;
    }

    private static IEnumerable<RuleCase> Distinct() =>
        [
            new RuleCase("Unique", "sorted", Weight(2, 3)).By(
                new Loops((x, dy) => [Ranked(x[0], dy, [6], 0, 6, ascending: true)])
            ),
            new RuleCase("Unique", "in their order", Weight(2, 3)).Set("sorted", 0).By(new Loops((_, dy) => [dy])),
            new RuleCase("Unique", "rows in their order", Weight(3, 2))
                .Set("sorted", 0)
                .Set("axis", 0)
                .By(new Loops((_, dy) => [dy])),
        ];

    private static IEnumerable<RuleCase> Reversals() =>
        [
            new RuleCase("ReverseSequence", "time first", Weight(4, 3, 2), Longs(1, 4, 3)),
            new RuleCase("ReverseSequence", "examples first", Weight(3, 4), Longs(2, 4, 1))
                .Set("batch_axis", 0)
                .Set("time_axis", 1),
            new RuleCase("ReverseSequence", "lengths by example", Data(2, 4, 3))
            {
                Build = (b, x) =>
                {
                    var positive = Op.Reshape(Op.Cast(x[0]!.Value > 0, ElementType.Int64), -1, 12);
                    var lengths = b.Emit("Min", [Op.ReduceSum(positive, [1], keepDims: false), b.Longs(4)]);
                    var attributes = Attributes.None.With("batch_axis", 0).With("time_axis", 1);
                    return b.Emit("ReverseSequence", [x[0], lengths], attributes);
                },
                Witness = new Loops((x, dy) => [Reversed(x[0], dy)]),
            },
        ];

    /// <summary>Two examples of four times and three features; as many times are reversed as features are positive.</summary>
    private static double[] Reversed(double[] x, double[] dy)
    {
        var gradient = new double[24];
        for (var i = 0; i < 24; i++)
        {
            var (example, time, feature) = (i / 12, i / 3 % 4, i % 3);
            var length = Math.Min(4, x[(example * 12)..(example * 12 + 12)].Count(v => v > 0));
            var source = time < length ? length - 1 - time : time;
            gradient[example * 12 + source * 3 + feature] = dy[i];
        }
        return gradient;
    }
}
