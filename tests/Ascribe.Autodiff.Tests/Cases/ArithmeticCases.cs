using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    /// <summary>Every way in which two shapes fit one another.</summary>
    private static readonly ImmutableArray<(string Condition, Operand A, Operand B)> Fits =
    [
        ("equal shapes", Data(2, 3, 4), Data(2, 3, 4)),
        ("a vector on the right", Data(2, 3, 4), Weight(4)),
        ("a vector on the left", Weight(4), Data(2, 3, 4)),
        ("a number", Data(2, 3, 4), Weight()),
        ("a number on the left", Weight(), Data(2, 3)),
        ("one element of rank 1", Data(2, 3), Weight(1)),
        ("channels", Data(2, 3, 4), Weight(3, 1)),
        ("channels with a leading axis", Data(2, 3, 4), Weight(1, 3, 1)),
        ("both stretched", Data(2, 3, 1), Data(2, 1, 4)),
        ("both stretched, ranks differ", Data(2, 1, 4), Weight(3, 1)),
        ("the weight has more axes", Data(2, 3), Weight(4, 1, 3)),
        ("an axis of one in the middle", Data(2, 1, 3), Data(2, 4, 1)),
    ];

    private static IEnumerable<RuleCase> Arithmetic() =>
        [
            .. Broadcast("Add", (_, _) => [1, 1], linear: true),
            .. Broadcast("Sub", (_, _) => [1, -1], linear: true),
            .. Broadcast("Mul", (a, b) => [b, a], linear: true),
            .. Broadcast("Div", (a, b) => [1 / b, -a / (b * b)], right: (0.5, 2)),
            .. Broadcast("Pow", (a, b) => [b * Math.Pow(a, b - 1), Math.Pow(a, b) * Math.Log(a)], left: (0.4, 2)),
            .. Broadcast("Max", (a, b) => a >= b ? [1, 0] : [0, 1]),
            .. Broadcast("Min", (a, b) => a <= b ? [1, 0] : [0, 1]),
            .. Broadcast("Sum", (_, _) => [1, 1], linear: true),
            .. Broadcast("Mean", (_, _) => [0.5, 0.5], linear: true).Select(c => c.Single()),
            new RuleCase("Add", "a value added to itself", Data(2, 3)) { Build = (_, x) => x[0]!.Value + x[0]!.Value },
            new RuleCase("Mul", "a value squared", Data(2, 3))
            {
                Build = (_, x) => x[0]!.Value * x[0]!.Value,
                Witness = Slopes.Of(x => 2 * x),
            },
            Constant("Pow", "square", 2, x => 2 * x),
            Constant("Pow", "cube", 3, x => 3 * x * x),
            Constant("Pow", "inverse", -1, x => -1 / (x * x)),
            Constant("Pow", "power 0", 0, _ => 0),
            new RuleCase("Pow", "a base of zero", Weight(1).In(0, 0), Fixed(Tensor.Vector(0.0, 1, 2, 3))).By(
                new Slopes(x => [x[1] == 1 ? 1 : 0, double.NaN])
            ),
            new RuleCase("Pow", "exponents of a base of zero", Fixed(Tensor.Vector(0.0)), Weight(3).In(1, 3)).By(
                new Slopes(_ => [double.NaN, 0])
            ),
            new RuleCase("Pow", "whole exponents of another type", Data(2, 3), Longs(1, 2, 3)).By(
                new Slopes(x => [x[1] * Math.Pow(x[0], x[1] - 1), double.NaN])
            ),
            Three("Sum", _ => [1, 1, 1], linear: true),
            Three("Mean", _ => [1 / 3.0, 1 / 3.0, 1 / 3.0], linear: true).Single(),
            Three("Max", x => One(Array.IndexOf(x, x.Max()))),
            Three("Min", x => One(Array.IndexOf(x, x.Min()))),
            new RuleCase("Max", "one input", Data(2, 3)).By(Slopes.Of(_ => 1)),
            .. Choices(),
            .. ParametricRelus(),
            new RuleCase("Neg", "plain", Data(2, 3)),
            new RuleCase("Identity", "plain", Data(2, 3)),
            new RuleCase("Dropout", "at inference", Data(2, 3)),
            new RuleCase("Dropout", "with a ratio, mask unused", Data(2, 3), Fixed(Tensor.Scalar(0.5f))),
            new RuleCase(
                "Dropout",
                "in training, dropping nothing",
                Data(2, 3),
                Fixed(Tensor.Scalar(0f)),
                Fixed(Tensor.Scalar(true))
            ),
            new RuleCase(
                "Dropout",
                "training ruled out",
                Data(2, 3),
                Fixed(Tensor.Scalar(0.5f)),
                Fixed(Tensor.Scalar(false))
            ),
            new RuleCase("Cast", "through half precision", Data(2, 3))
            {
                Build = (_, x) => Op.Cast(Op.Cast(x[0]!.Value, ElementType.Float16), ElementType.Float64),
                Tolerance = 2e-3,
            },
            new RuleCase("Cast", "through another floating type", Data(2, 3))
            {
                Build = (_, x) => Op.Cast(Op.Cast(x[0]!.Value, ElementType.Float32), ElementType.Float64),
                Tolerance = 1e-6,
            },
            new RuleCase("Expand", "stretched", Data(2, 1, 3), Longs(1, 4, 3)),
            new RuleCase("Expand", "with a further axis", Data(2, 3), Longs(4, 1, 1)),
            new RuleCase("Expand", "a shape that stretches nothing", Data(2, 3), Longs(1)),
        ];

    private static double[] One(int place) => [.. Enumerable.Range(0, 3).Select(i => i == place ? 1.0 : 0)];

    private static IEnumerable<RuleCase> Broadcast(
        string op,
        Func<double, double, double[]> partials,
        bool linear = false,
        (double, double)? left = null,
        (double, double)? right = null
    ) =>
        Fits.Select(fit => new RuleCase(
            op,
            fit.Condition,
            fit.A with
            {
                Range = left ?? (-2, 2),
            },
            fit.B with
            {
                Range = right ?? (-2, 2),
            }
        )
        {
            Witness = linear ? null : new Slopes(x => partials(x[0], x[1])),
        });

    private static RuleCase Constant(string op, string condition, double operand, Func<double, double> slope) =>
        new RuleCase(op, condition, Data(2, 4), Fixed(Tensor.Scalar(operand))).By(
            new Slopes(x => [slope(x[0]), double.NaN])
        );

    private static RuleCase Three(string op, Func<double[], double[]> partials, bool linear = false) =>
        new(op, "three inputs of three shapes", Data(2, 3, 4), Weight(4), Weight(3, 1))
        {
            Witness = linear ? null : new Slopes(partials),
        };

    private static IEnumerable<RuleCase> Choices()
    {
        var condition = Fixed(Tensor.Of([true, false, true, true, false, false], 2, 3));
        var column = Fixed(Tensor.Of([true, false, true], 3, 1));
        Slopes slopes = new(x => x[0] != 0 ? [double.NaN, 1, 0] : [double.NaN, 0, 1]);
        return
        [
            new RuleCase("Where", "equal shapes", condition, Weight(2, 3), Weight(2, 3)).By(slopes),
            new RuleCase("Where", "the condition stretched", column, Data(2, 3, 4), Data(2, 3, 4)).By(slopes),
            new RuleCase("Where", "a number in place of the others", column, Data(2, 3, 4), Weight()).By(slopes),
            new RuleCase("Where", "the condition has the most axes", column, Weight(), Weight(4)).By(slopes),
        ];
    }

    private static IEnumerable<RuleCase> ParametricRelus() =>
        new (string, Operand)[]
        {
            ("one slope", Weight(1)),
            ("a slope per channel", Weight(3, 1)),
            ("a slope per element", Weight(3, 4)),
            ("a slope per place of the last axis", Weight(4)),
        }.Select(p =>
            new RuleCase("PRelu", p.Item1, Data(2, 3, 4), p.Item2)
                .By(new Slopes(x => x[0] > 0 ? [1, 0] : [x[1], x[0]]))
                .Single()
        );
}
