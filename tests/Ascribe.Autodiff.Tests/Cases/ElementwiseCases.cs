using Ascribe.Onnx;
using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Elementwise() =>
        [
            Smooth("Abs", x => Math.Sign(x)),
            Smooth("Celu", x => x > 0 ? 1 : Math.Exp(x)).Single(),
            Smooth("Celu", x => x > 0 ? 1 : Math.Exp(x / 2.5), "alpha 2.5").Set("alpha", 2.5f).Single(),
            Smooth("Elu", x => x > 0 ? 1 : Math.Exp(x)).Single(),
            Smooth("Elu", x => x > 0 ? 1 : 0.4f * Math.Exp(x), "alpha 0.4").Set("alpha", 0.4f).Single(),
            Smooth("Erf", x => 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x)).Single(),
            Smooth("Exp", Math.Exp),
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
            Smooth("Selu", x => x > 0 ? SeluScale : SeluScale * SeluAlpha * Math.Exp(x)).Single(),
            Smooth("Selu", x => x > 0 ? 2 : 2 * 0.5 * Math.Exp(x), "alpha ½, gamma 2")
                .Set("alpha", 0.5f)
                .Set("gamma", 2f)
                .Single(),
            Smooth("Sigmoid", x => Logistic(x) * (1 - Logistic(x))),
            Smooth("Softplus", Logistic).Single(),
            Smooth("Softsign", x => 1 / ((1 + Math.Abs(x)) * (1 + Math.Abs(x)))).Single(),
            Positive("Sqrt", x => 0.5 / Math.Sqrt(x)),
            Smooth("Tanh", x => 1 - Math.Tanh(x) * Math.Tanh(x)),
            Clip("both bounds", x => x is > -1 and < 0.5 ? 1 : 0, -1, 0.5),
            Clip("lower bound only", x => x > 0.25 ? 1 : 0, 0.25, null),
            Clip("upper bound only", x => x < 0.25 ? 1 : 0, null, 0.25),
            Clip("no bound", _ => 1, null, null),
            .. new[] { "Ceil", "Floor", "Round", "Sign" }.Select(op => Smooth(op, _ => 0)),
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

    private static RuleCase Positive(string op, Func<double, double> slope) =>
        new RuleCase(op, "positive numbers", Data(2, 7).In(0.3, 3)).By(Slopes.Of(slope));

    private static RuleCase Clip(string condition, Func<double, double> slope, double? low, double? high) =>
        new RuleCase("Clip", condition, Data(2, 7), Bound(low), Bound(high)).By(
            new Slopes(x => [slope(x[0]), double.NaN, double.NaN])
        );

    private static Operand? Bound(double? bound) => bound is { } number ? Fixed(Tensor.Scalar(number)) : null;
}
