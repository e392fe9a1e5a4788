using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> AveragePools() =>
        [
            .. from withPadding in new[] { 0, 1 }
            from rule in Pools("AveragePool", Data(2, 2, 6, 7), Data(2, 5, 5, 8))
            select (rule with { Condition = $"{rule.Condition}, count_include_pad {withPadding}" }).Set(
                "count_include_pad",
                withPadding
            ),
            new RuleCase("GlobalAveragePool", "two axes", Data(2, 3, 4, 5)).Single(),
            new RuleCase("GlobalAveragePool", "one axis", Data(2, 3, 4)).Single(),
            new RuleCase("GlobalAveragePool", "three axes", Data(2, 2, 2, 3, 2)).Single(),
        ];

    private static IEnumerable<RuleCase> MaximumPools() =>
        [
            .. Pools("MaxPool", Data(2, 2, 6, 7), Data(2, 5, 5, 8))
                .Select(r => r.By(PoolWindows.Gradient(r, FirstMaximum))),
            new RuleCase("GlobalMaxPool", "two axes", Data(2, 3, 4, 5)).Single().By(GlobalMaximum()),
            new RuleCase("GlobalMaxPool", "one axis", Data(2, 3, 4)).Single().By(GlobalMaximum()),
        ];

    private static IEnumerable<RuleCase> PowerPools() =>
        [
            .. Pools("LpPool", Data(2, 2, 6, 7), Data(2, 5, 5, 8))
                .Select(r => r.By(PoolWindows.Gradient(r, w => Powers(w, 2)))),
            // The kinks of p = 1 lie at zero, where no value may come near.
            .. from p in new[] { 1, 3 }
            let range = p == 1 ? (-2, -0.1) : (-2.0, 2.0)
            from rule in Pools(
                    "LpPool",
                    Data(2, 2, 6, 7) with
                    {
                        Range = range,
                    },
                    Data(2, 5, 5, 8) with
                    {
                        Range = range,
                    }
                )
                .Take(5)
            select (rule with { Condition = $"{rule.Condition}, p {p}" })
                .Set("p", p)
                .By(PoolWindows.Gradient(rule, w => Powers(w, p))),
            .. from p in new[] { 1, 2, 3 }
            from x in new[] { Data(2, 3, 4, 5), Data(2, 3, 4) }
            select new RuleCase("GlobalLpPool", $"p {p}, {x.Shape.Length} axes", x)
                .Set("p", p)
                .Single()
                .By(GlobalPowers(p)),
        ];

    private static IEnumerable<RuleCase> MaximumUnpools() =>
        new RuleCase[]
        {
            new(
                "MaxUnpool",
                "two axes",
                Weight(1, 2, 2, 2),
                Fixed(Tensor.Of([5L, 2, 8, 15, 16, 19, 29, 26], 1, 2, 2, 2))
            ),
            new(
                "MaxUnpool",
                "a stated shape",
                Weight(1, 1, 2, 2),
                Fixed(Tensor.Of([6L, 3, 16, 18], 1, 1, 2, 2)),
                Longs(1, 1, 5, 5)
            ),
        }.Select(r => r.Set("kernel_shape", new[] { 2, 2 }).Set("strides", new[] { 2, 2 }).Single());

    private static IEnumerable<RuleCase> Pools(string op, Operand few, Operand many) =>
        [
            Pool(op, "kernel 2, stride 2", few, 2, S(2)),
            Pool(op, "kernel 2, stride 2, inputs left over", many, 2, S(2)),
            Pool(op, "kernel 3, stride 1, overlapping", few, 3),
            Pool(op, "kernel 3, stride 2, overlapping", many, 3, S(2)),
            Pool(op, "kernel 3, stride 2, pads 1", few, 3, S(2), P(1)),
            Pool(op, "kernel 3, stride 3, pads that differ", many, 3, S(3), ("pads", [1, 0, 0, 2])),
            Pool(op, "ceil_mode, kernel 2, stride 2", many, 2, S(2)).Set("ceil_mode", 1),
            Pool(op, "ceil_mode, kernel 3, stride 2", few, 3, S(2)).Set("ceil_mode", 1),
            Pool(op, "ceil_mode, kernel 3, stride 2, pads 1", many, 3, S(2), P(1)).Set("ceil_mode", 1),
            Pool(op, "ceil_mode, kernel 3, stride 3, pads that differ", few, 3, S(3), ("pads", [1, 0, 0, 1]))
                .Set("ceil_mode", 1),
            Pool(op, "stride larger than kernel", many, 2, S(3)),
            Pool(op, "dilation 2", few, 2, D(2)),
            Pool(op, "dilation 2, stride 2, pads 1", many, 2, D(2), S(2), P(1)),
            Pool(op, "SAME_UPPER, stride 2", many, 2, S(2)).Set("auto_pad", "SAME_UPPER"),
            Pool(op, "SAME_LOWER, stride 2", many, 3, S(2)).Set("auto_pad", "SAME_LOWER"),
            Pool(op, "VALID", few, 3).Set("auto_pad", "VALID"),
            .. op == "MaxPool" ? new[] { Pool(op, "column by column", few, 3, S(2)).Set("storage_order", 1) } : [],
            Pool(op, "the whole picture", Data(2, 3, 4, 4), 4),
            Pool(op, "one axis", Data(2, 3, 9), 3, ("strides", [2]), ("pads", [1, 1])),
            Pool(op, "three axes", Data(2, 2, 4, 3, 4), 2, ("strides", [2, 1, 2])),
        ];

    private static RuleCase Pool(
        string op,
        string condition,
        Operand x,
        long kernel,
        params (string, long[])[] settings
    ) => Windowed(op, condition, [x], [("kernel_shape", Repeat(kernel, x.Shape.Length - 2)), .. settings]);

    private static Loops GlobalPowers(int p) =>
        new(
            (x, dy) =>
            {
                var size = x[0].Length / dy.Length;
                var rows = x[0].Chunk(size).Zip(dy, (row, d) => row.Select(v => d * PowerSlope(v, row, p)));
                return
                [
                    [.. rows.SelectMany(row => row)],
                ];
            }
        );

    private static double PowerSlope(double v, IEnumerable<double> window, int p)
    {
        var y = Math.Pow(window.Sum(w => Math.Pow(Math.Abs(w), p)), 1.0 / p);
        return Math.Pow(Math.Abs(v) / y, p - 1) * Math.Sign(v);
    }

    private static Loops GlobalMaximum() =>
        new(
            (x, dy) =>
            {
                var gradient = new double[x[0].Length];
                var size = gradient.Length / dy.Length;
                for (var row = 0; row < dy.Length; row++)
                {
                    var values = x[0][(row * size)..((row + 1) * size)];
                    gradient[row * size + Array.IndexOf(values, values.Max())] = dy[row];
                }
                return [gradient];
            }
        );

    private static double[] FirstMaximum(double[] window)
    {
        var slopes = new double[window.Length];
        slopes[Array.IndexOf(window, window.Max())] = 1;
        return slopes;
    }

    private static double[] Powers(double[] window, int p) => [.. window.Select(v => PowerSlope(v, window, p))];
}
