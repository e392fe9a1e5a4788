using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Scatterings()
    {
        var once = Fixed(Tensor.Of([2L, 0, 1, -3, 1, -1], 2, 3));
        var twice = Fixed(Tensor.Of([2L, 0, 1, 2, -3, 1], 2, 3));
        var slices = Fixed(Tensor.Of([2L, -3], 2, 1));
        var slicesTwice = Fixed(Tensor.Of([1L, 2, -2], 3, 1));
        var cells = Fixed(Tensor.Of([0L, 1, 2, -1, 1, 0], 3, 2));
        return
        [
            Elements("written once", "none", Weight(3, 4), once, Weight(2, 3)),
            Elements(
                    "written once, negative axis",
                    "none",
                    Weight(2, 3),
                    Fixed(Tensor.Of([2L, -3], 2, 1)),
                    Weight(2, 1)
                )
                .Set("axis", -1),
            Elements("added", "add", Weight(3, 4), twice, Weight(2, 3)),
            Elements("added, negative axis", "add", Weight(2, 3), Fixed(Tensor.Of([2L, 2, 0, 0], 2, 2)), Weight(2, 2))
                .Set("axis", -1),
            Elements("multiplied", "mul", Weight(3, 4), twice, Weight(2, 3)),
            Elements("multiplied, a place three times", "mul", Weight(4), Longs(1, 1, 3, 1), Weight(4)),
            Elements("multiplied by zeros", "mul", Weight(3), Longs(1, 1, 2), Weight(3).In(0, 0)),
            Elements("multiplied by a zero once", "mul", Weight(3), Longs(1, 2, 0), Weight(3).In(0, 0)),
            Elements("the largest", "max", Weight(3, 4), twice, Weight(2, 3)),
            Elements("the smallest", "min", Weight(3, 4), twice, Weight(2, 3)),
            Elements("the largest of several", "max", Weight(3), Longs(1, 1, 2, 1), Weight(4).In(0, 3)),
            Sliced("cells written once", "none", Weight(3, 4), cells, Weight(3)),
            Sliced("slices written once", "none", Weight(3, 2, 2), slices, Weight(2, 2, 2)),
            Sliced("slices added", "add", Weight(3, 4), slicesTwice, Weight(3, 4)),
            Sliced("slices multiplied", "mul", Weight(3, 4), slicesTwice, Weight(3, 4)),
            Sliced("slices, the largest", "max", Weight(3, 4), slicesTwice, Weight(3, 4)),
            Sliced("slices, the smallest", "min", Weight(3, 4), slicesTwice, Weight(3, 4)),
            new RuleCase("ScatterElements", "places by example", Data(2, 5), Data(2, 2))
            {
                Build = (b, x) =>
                    b.Emit("ScatterElements", [x[0], Ranks(x[0]!.Value, 1, 2), x[1]], Attributes.None.With("axis", 1)),
                Witness = new Loops((x, dy) => [Kept(x[0], dy), Ranked(x[0], dy)]),
            },
        ];
    }

    private static RuleCase Elements(string condition, string reduction, Operand x, Operand places, Operand updates) =>
        Scattered("ScatterElements", condition, reduction, x, places, updates);

    private static RuleCase Sliced(string condition, string reduction, Operand x, Operand places, Operand updates) =>
        Scattered("ScatterND", condition, reduction, x, places, updates);

    private static RuleCase Scattered(string op, string condition, string how, Operand x, Operand places, Operand u)
    {
        var rule = new RuleCase(op, condition, x, places, u).Set("reduction", how);
        return how switch
        {
            "max" or "min" => rule.By(new Loops((v, dy) => Extremes(rule, v, dy, how == "max"))),
            "mul" => rule.By(new Loops((v, dy) => Factors(rule, v, dy))),
            _ => rule,
        };
    }

    /// <summary>Each factor of a place gets the product of the others.</summary>
    private static double[][] Factors(RuleCase rule, double[][] v, double[] dy)
    {
        var targets = Targets(rule, [.. v[1].Select(i => (long)i)]);
        return
        [
            [.. dy.Select((d, place) => d * Others(place, except: -1))],
            [.. targets.Select((place, u) => dy[place] * v[0][place] * Others(place, except: u))],
        ];

        double Others(long place, int except) =>
            v[2].Where((_, u) => targets[u] == place && u != except).Aggregate(1.0, (a, b) => a * b);
    }

    /// <summary>What is not among the two largest of five is left as it was.</summary>
    private static double[] Kept(double[] x, double[] dy) =>
        [.. dy.Select((d, i) => Row(x, i / 5).Count(other => other > x[i]) < 2 ? 0 : d)];

    /// <summary>The updates stand where the two largest of five did.</summary>
    private static double[] Ranked(double[] x, double[] dy) =>
        [.. Enumerable.Range(0, 4).Select(u => dy[Array.IndexOf(x, Row(x, u / 2).OrderDescending().ElementAt(u % 2))])];

    private static double[] Row(double[] x, int row) => x[(row * 5)..(row * 5 + 5)];

    /// <summary>Each place gives what came back to whoever it took its value from.</summary>
    private static double[][] Extremes(RuleCase rule, double[][] v, double[] dy, bool largest)
    {
        var targets = Targets(rule, [.. v[1].Select(i => (long)i)]);
        double[][] gradients = [new double[v[0].Length], new double[v[2].Length]];
        for (var place = 0; place < dy.Length; place++)
        {
            var rivals = Enumerable.Range(0, targets.Length).Where(u => targets[u] == place).Prepend(-1);
            var winner = rivals.MaxBy(u => (largest ? 1 : -1) * (u < 0 ? v[0][place] : v[2][u]));
            gradients[winner < 0 ? 0 : 1][winner < 0 ? place : winner] = dy[place];
        }
        return gradients;
    }

    /// <summary>Where in x, row by row, each update goes; all along the first axis.</summary>
    private static long[] Targets(RuleCase rule, long[] places)
    {
        var shape = rule.Operands[0]!.Shape;
        var updates = rule.Operands[2]!.Shape;
        var size = Tensor.CountOf(shape[1..]);
        return
        [
            .. Enumerable
                .Range(0, (int)Tensor.CountOf(updates))
                .Select(u =>
                {
                    var row = Tensor.CountOf(updates[1..]);
                    var place = rule.Op == "ScatterND" ? places[u / row] : places[u];
                    return (place < 0 ? place + shape[0] : place) * size + u % row;
                }),
        ];
    }
}
