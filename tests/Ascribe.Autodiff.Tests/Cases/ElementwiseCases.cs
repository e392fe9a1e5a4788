using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Elementwise() =>
        [
            Smooth("Abs", x => Math.Sign(x)),
            Smooth("Acos", x => -1 / Math.Sqrt(1 - x * x), range: 0.8).Single(),
            new RuleCase("Acosh", "above 1", Data(2, 7).In(1.4, 4))
                .By(Slopes.Of(x => 1 / Math.Sqrt(x * x - 1)))
                .Single(),
            Smooth("Asin", x => 1 / Math.Sqrt(1 - x * x), range: 0.8).Single(),
            Smooth("Asinh", x => 1 / Math.Sqrt(x * x + 1)).Single(),
            Smooth("Atan", x => 1 / (x * x + 1)).Single(),
            Smooth("Atanh", x => 1 / (1 - x * x), range: 0.7).Single(),
            Smooth("Celu", x => x > 0 ? 1 : Math.Exp(x)).Single(),
            Smooth("Celu", x => x > 0 ? 1 : Math.Exp(x / 2.5), "alpha 2.5").Set("alpha", 2.5f).Single(),
            Smooth("Cos", x => -Math.Sin(x)).Single(),
            Smooth("Cosh", Math.Sinh).Single(),
            Smooth("Elu", x => x > 0 ? 1 : Math.Exp(x)).Single(),
            Smooth("Elu", x => x > 0 ? 1 : 0.4f * Math.Exp(x), "alpha 0.4").Set("alpha", 0.4f).Single(),
            Smooth("Erf", x => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x)).Single(),
            Smooth("Exp", Math.Exp),
            // The closed form of the exact one needs the error function, which .NET lacks: a numerical integral stands in.
            Smooth("Gelu", x => NormalMass(x) + x * NormalDensity(x)).Single(),
            Smooth("Gelu", TanhGeluSlope, "approximated").Set("approximate", "tanh").Single(),
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
            Positive("Reciprocal", x => -1 / (x * x)),
            Smooth("Relu", x => x > 0 ? 1 : 0),
            Smooth("Mish", MishSlope).Single(),
            Smooth("Selu", x => x > 0 ? SeluScale : SeluScale * SeluAlpha * Math.Exp(x)).Single(),
            Smooth("Selu", x => x > 0 ? 2 : 2 * 0.5 * Math.Exp(x), "alpha ½, gamma 2")
                .Set("alpha", 0.5f)
                .Set("gamma", 2f)
                .Single(),
            Smooth("Shrink", x => Math.Abs(x) > 0.5 ? 1 : 0).Single(),
            Smooth("Shrink", x => Math.Abs(x) > 0.8f ? 1 : 0, "wider, shifted")
                .Set("lambd", 0.8f)
                .Set("bias", 0.3f)
                .Single(),
            Smooth("Sin", Math.Cos).Single(),
            Smooth("Sinh", Math.Cosh).Single(),
            Smooth("Sigmoid", x => Logistic(x) * (1 - Logistic(x))),
            Smooth("Softplus", Logistic).Single(),
            Smooth("Softsign", x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))).Single(),
            Positive("Sqrt", x => 0.5 / Math.Sqrt(x)),
            Smooth("Tan", x => 1 / (Math.Cos(x) * Math.Cos(x)), range: 1).Single(),
            Smooth("ThresholdedRelu", x => x > 1 ? 1 : 0).Single(),
            Smooth("ThresholdedRelu", x => x > -0.5 ? 1 : 0, "alpha −½").Set("alpha", -0.5f).Single(),
            Smooth("Tanh", x => 1 - Math.Tanh(x) * Math.Tanh(x)),
            Clip("both bounds", x => x is > -1 and < 0.5 ? 1 : 0, -1, 0.5),
            Clip("lower bound only", x => x > 0.25 ? 1 : 0, 0.25, null),
            Clip("upper bound only", x => x < 0.25 ? 1 : 0, null, 0.25),
            Clip("no bound", _ => 1, null, null),
            .. new[] { "Ceil", "Floor", "Round", "Sign" }.Select(op => Smooth(op, _ => 0)),
            Smooth("Hardmax", _ => 0).Single(),
            Smooth("Hardmax", _ => 0, "the first axis behind the examples").Set("axis", 1).Single(),
        ];

    private const double SeluAlpha = 1.67326319217681884765625;
    private const double SeluScale = 1.05070102214813232421875;

    private static double NormalDensity(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ(x) by Simpson's rule from 0.</summary>
    private static double NormalMass(double x)
    {
        const int Steps = 200;
        var h = x / Steps;
        var sum = Enumerable
            .Range(0, Steps + 1)
            .Sum(i =>
                NormalDensity(i * h)
                * (
                    i is 0 or Steps ? 1
                    : i % 2 == 1 ? 4
                    : 2
                )
            );
        return 0.5 + sum * h / 3;
    }

    private static double TanhGeluSlope(double x)
    {
        var root = Math.Sqrt(2 / Math.PI);
        var tanh = Math.Tanh(root * (x + 0.044715 * x * x * x));
        return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * root * (1 + 3 * 0.044715 * x * x);
    }

    private static double MishSlope(double x)
    {
        var tanh = Math.Tanh(Math.Log(1 + Math.Exp(x)));
        return tanh + x * Logistic(x) * (1 - tanh * tanh);
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static RuleCase Smooth(
        string op,
        Func<double, double> slope,
        string condition = "plain",
        double range = 2
    ) => new RuleCase(op, condition, Data(2, 7).In(-range, range)).By(Slopes.Of(slope));

    private static RuleCase Positive(string op, Func<double, double> slope) =>
        new RuleCase(op, "positive numbers", Data(2, 7).In(0.3, 3)).By(Slopes.Of(slope));

    private static RuleCase Clip(string condition, Func<double, double> slope, double? low, double? high) =>
        new RuleCase("Clip", condition, Data(2, 7), Bound(low), Bound(high)).By(
            new Slopes(x => [slope(x[0]), double.NaN, double.NaN])
        );

    private static Operand? Bound(double? bound) => bound is { } number ? Fixed(Tensor.Scalar(number)) : null;
}
