using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Reductions() =>
        [
            .. Axes("ReduceSum"),
            .. Axes("ReduceMean"),
            .. Reduced("ReduceL1", x => [.. x.Select(v => (double)Math.Sign(v))]).Select(Single),
            .. Reduced("ReduceL2", x => [.. x.Select(v => v / Math.Sqrt(x.Sum(w => w * w)))]).Select(Single),
            .. Reduced("ReduceLogSum", x => [.. x.Select(_ => 1 / x.Sum())], (0.5, 2)).Select(Single),
            .. Reduced("ReduceLogSumExp", x => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))]),
            .. Reduced("ReduceMax", x => [.. x.Select(v => v == x.Max() ? 1.0 : 0)]),
            .. Reduced("ReduceMin", x => [.. x.Select(v => v == x.Min() ? 1.0 : 0)]),
            .. Reduced("ReduceProd", ProductOfOthers, (0.5, 1.5)).Select(Single),
            .. Reduced("ReduceSumSquare", x => [.. x.Select(v => 2 * v)]),
        ];

    /// <summary>Every way to say which axes are reduced.</summary>
    private static IEnumerable<RuleCase> Axes(string op) =>
        [
            new RuleCase(op, "one axis", Data(2, 3, 4), Longs(1)),
            new RuleCase(op, "one axis dropped", Data(2, 3, 4), Longs(1)).Set("keepdims", 0),
            new RuleCase(op, "two axes dropped", Data(2, 3, 4, 2), Longs(3, 1)).Set("keepdims", 0),
            new RuleCase(op, "negative axes", Data(2, 3, 4), Longs(-1, -2)),
            new RuleCase(op, "negative axes dropped", Data(2, 3, 4), Longs(-1, 1)).Set("keepdims", 0),
            new RuleCase(op, "an axis of one", Data(2, 1, 4), Longs(1)).Set("keepdims", 0),
            new RuleCase(op, "no axes given", Weight(2, 3, 4)),
            new RuleCase(op, "no axes given, all dropped", Weight(2, 3)).Set("keepdims", 0),
            new RuleCase(op, "an empty list of axes", Weight(2, 3), Longs()),
            new RuleCase(op, "an empty list of axes that means none", Data(2, 3), Longs()).Set(
                "noop_with_empty_axes",
                1
            ),
            new RuleCase(op, "no axes, which means none", Data(2, 3)).Set("noop_with_empty_axes", 1),
            new RuleCase(op, "the first axis", Weight(2, 3), Longs(0)).Set("keepdims", 0),
            new RuleCase(op, "a number", Weight()),
        ];

    /// <summary>The same, each with loops over what is reduced to one number.</summary>
    private static IEnumerable<RuleCase> Reduced(
        string op,
        Func<double[], double[]> partials,
        (double, double)? range = null
    ) =>
        Axes(op)
            .Select(rule =>
            {
                var x = rule.Operands[0]! with { Range = range ?? (-2, 2) };
                return (rule with { Operands = rule.Operands.SetItem(0, x) }).By(
                    Group(partials, [.. x.Shape], ReducedAxes(rule))
                );
            });

    private static long[] ReducedAxes(RuleCase rule)
    {
        var rank = rule.Operands[0]!.Shape.Length;
        long[] stated = rule.Operands.Length > 1 ? rule.Operands[1]!.Held!.ToLongs() : [];
        return stated.Length == 0 && rule.Attributes.Int("noop_with_empty_axes") == 0
            ? [.. Enumerable.Range(0, rank).Select(a => (long)a)]
            : [.. stated.Select(a => a < 0 ? a + rank : a)];
    }

    /// <summary>Partial derivatives group by group: a group is what is reduced to one number, in the order of memory.</summary>
    private static Loops Group(Func<double[], double[]> partials, long[] shape, long[] axes) =>
        new(
            (x, dy) =>
            {
                var kept = shape.Select((extent, a) => axes.Contains(a) ? 1 : extent).ToArray();
                var groups = Tests.Broadcast.Sources([.. kept], [.. shape]);
                var gradient = new double[x[0].Length];
                foreach (var group in groups.Select((g, i) => (g, i)).GroupBy(p => p.g, p => p.i))
                {
                    var slopes = partials([.. group.Select(i => x[0][i])]);
                    foreach (var (i, slope) in group.Zip(slopes))
                        gradient[i] = slope * dy[group.Key];
                }
                return [gradient];
            }
        );

    private static double[] ProductOfOthers(double[] x) =>
        [.. x.Select((_, i) => x.Where((_, j) => j != i).Aggregate(1.0, (a, b) => a * b))];
}
