using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Elementwise() =>
        [
            Smooth("Abs", x => Math.Sign(x)),
            Smooth("Acos", x => -1 / Math.Sqrt(1 - x * x), range: 0.9).Single(),
            Positive("Acosh", x => 1 / Math.Sqrt(x * x - 1), 1.3).Single(),
            Smooth("Asin", x => 1 / Math.Sqrt(1 - x * x), range: 0.9).Single(),
            Smooth("Asinh", x => 1 / Math.Sqrt(x * x + 1)).Single(),
            Smooth("Atan", x => 1 / (x * x + 1)).Single(),
            Smooth("Atanh", x => 1 / (1 - x * x), range: 0.7).Single(),
            Smooth("Celu", x => x > 0 ? 1 : Math.Exp(x)).Single(),
            Smooth("Celu", x => x > 0 ? 1 : Math.Exp(x / 2.5), "alpha 2.5").Set("alpha", 2.5f).Single(),
            Smooth("Cos", x => -Math.Sin(x), range: 4),
            Smooth("Cosh", Math.Sinh).Single(),
            Smooth("Elu", x => x > 0 ? 1 : Math.Exp(x)).Single(),
            Smooth("Elu", x => x > 0 ? 1 : 0.4f * Math.Exp(x), "alpha 0.4").Set("alpha", 0.4f).Single(),
            Smooth("Erf", x => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x)).Single(),
            Smooth("Exp", Math.Exp),
            Gelu("plain", GeluFormula),
            Gelu("approximate none", GeluFormula).Set("approximate", "none"),
            Gelu("approximate tanh", GeluApproximation).Set("approximate", "tanh"),
            Smooth("HardSigmoid", x => Math.Abs(x) < 2.5 ? 0.2f : 0, range: 3.7).Single(),
            Smooth("HardSigmoid", x => 0.5 * x + 0.25 is > 0 and < 1 ? 0.5 : 0, "alpha ½, beta ¼", 4)
                .Set("alpha", 0.5f)
                .Set("beta", 0.25f)
                .Single(),
            Smooth(
                    "HardSwish",
                    x =>
                        x > 3 ? 1
                        : x > -3 ? x / 3 + 0.5
                        : 0,
                    range: 5
                )
                .Single(),
            Smooth("LeakyRelu", x => x > 0 ? 1 : 0.01f).Single(),
            Smooth("LeakyRelu", x => x > 0 ? 1 : 0.3f, "alpha 0.3").Set("alpha", 0.3f).Single(),
            Positive("Log", x => 1 / x),
            Smooth("Mish", MishSlope).Single(),
            Smooth("Mish", MishSlope, "far from zero", range: 30).Single(),
            Positive("Reciprocal", x => -1 / (x * x)),
            Smooth("Relu", x => x > 0 ? 1 : 0),
            Smooth("Selu", x => x > 0 ? SeluScale : SeluScale * SeluAlpha * Math.Exp(x)).Single(),
            Smooth("Selu", x => x > 0 ? 2 : 2 * 0.5 * Math.Exp(x), "alpha ½, gamma 2")
                .Set("alpha", 0.5f)
                .Set("gamma", 2f)
                .Single(),
            Smooth("Shrink", x => Math.Abs(x) > 0.5 ? 1 : 0).Single(),
            Smooth("Shrink", x => Math.Abs(x) > 1.2f ? 1 : 0, "lambd 1.2, bias 0.3")
                .Set("lambd", 1.2f)
                .Set("bias", 0.3f)
                .Single(),
            Smooth("Sigmoid", x => Logistic(x) * (1 - Logistic(x))),
            Smooth("Sin", Math.Cos, range: 4),
            Smooth("Sinh", Math.Cosh).Single(),
            Smooth("Softplus", Logistic).Single(),
            Smooth("Softsign", x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))).Single(),
            Positive("Sqrt", x => 0.5 / Math.Sqrt(x)),
            Smooth("Tan", x => 1 / (Math.Cos(x) * Math.Cos(x)), range: 1).Single(),
            Smooth("Tanh", x => 1 - Math.Tanh(x) * Math.Tanh(x)),
            Smooth("ThresholdedRelu", x => x > 1 ? 1 : 0).Single(),
            Smooth("ThresholdedRelu", x => x > -0.3f ? 1 : 0, "alpha −0.3").Set("alpha", -0.3f).Single(),
            Clip("both bounds", x => x is > -1 and < 0.5 ? 1 : 0, -1, 0.5),
            Clip("lower bound only", x => x > 0.25 ? 1 : 0, 0.25, null),
            Clip("upper bound only", x => x < 0.25 ? 1 : 0, null, 0.25),
            Clip("no bound", _ => 1, null, null),
            .. new[] { "Ceil", "Floor", "Round", "Sign" }.Select(op => Smooth(op, _ => 0)),
            // The edges of the bands are rounded to bins.
            new RuleCase(
                "MelWeightMatrix",
                "eight bands",
                Fixed(Tensor.Scalar(8L)),
                Fixed(Tensor.Scalar(16L)),
                Fixed(Tensor.Scalar(8192L)),
                Weight().In(0.2, 0.4),
                Weight().In(4000, 4001)
            )
                .By(
                    new Loops(
                        (_, _) =>
                            [
                                [0],
                                [0],
                            ]
                    )
                )
                .Single(),
            Smooth("Hardmax", _ => 0).Single(),
            new RuleCase("Hardmax", "axis in the middle", Data(2, 3, 4)).Set("axis", 1).Single().By(Slopes.Of(_ => 0)),
            .. Moduli(),
        ];

    private const double SeluAlpha = 1.67326319217681884765625;
    private const double SeluScale = 1.05070102214813232421875;

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static RuleCase Smooth(
        string op,
        Func<double, double> slope,
        string condition = "plain",
        double range = 2
    ) => new RuleCase(op, condition, Data(2, 7).In(-range, range)).By(Slopes.Of(slope));

    private static RuleCase Positive(string op, Func<double, double> slope, double least = 0.3) =>
        new RuleCase(op, "positive numbers", Data(2, 7).In(least, 3)).By(Slopes.Of(slope));

    private static double MishSlope(double x)
    {
        var t = Math.Tanh(Math.Log(1 + Math.Exp(x)));
        return t + x * (1 - t * t) * Logistic(x);
    }

    private static RuleCase Gelu(string condition, Func<Value, Value> formula) =>
        new RuleCase("Gelu", condition, Data(2, 7).In(-4, 4))
            .Single()
            .By(new Decomposition((_, x) => formula(x[0]!.Value)));

    private static Value GeluFormula(Value x) => x * (Op.Unary("Erf", x / Math.Sqrt(2)) + 1) / 2;

    private static Value GeluApproximation(Value x) =>
        x * (Op.Tanh((x + 0.044715 * x * x * x) * Math.Sqrt(2 / Math.PI)) + 1) / 2;

    /// <summary>x − q·w, where q is the quotient without its fraction.</summary>
    private static IEnumerable<RuleCase> Moduli() =>
        new (string Condition, Operand X, Operand W)[]
        {
            ("equal shapes", Data(2, 3, 4).In(-7, 7), Data(2, 3, 4).In(0.7, 3)),
            ("negative divisors", Data(2, 3, 4).In(-7, 7), Weight(4).In(-3, -0.7)),
            ("both stretched", Data(2, 3, 1).In(-7, 7), Data(2, 1, 4).In(0.7, 3)),
        }.Select(p =>
            new RuleCase("Mod", p.Condition, p.X, p.W)
                .Set("fmod", 1)
                .By(new Slopes(x => [1, -Math.Truncate(x[0] / x[1])]))
        );

    private static RuleCase Clip(string condition, Func<double, double> slope, double? low, double? high) =>
        new RuleCase("Clip", condition, Data(2, 7), Bound(low), Bound(high)).By(
            new Slopes(x => [slope(x[0]), double.NaN, double.NaN])
        );

    private static Operand? Bound(double? bound) => bound is { } number ? Fixed(Tensor.Scalar(number)) : null;
}
