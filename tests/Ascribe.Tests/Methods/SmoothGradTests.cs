using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class SmoothGradTests
{
    private static readonly double[] Q = [2, -1, 0.5, -1, 3, 0.25, 0.5, 0.25, -1.5];

    [Fact]
    public void VarGrad_OfALinearModel_IsZeroExactlyWhereTheDifferenceOfMeansIsNot()
    {
        var weights = SmallModels.Random(101, 6, 1);
        var model = SmallModels.Of(b => MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 6), b.Constant(weights)));
        using var network = new Network(model);
        var question = Question.About(network, SmallModels.Random(102, 1, 6));
        var method = new SmoothGrad { Samples = 50, Statistic = GradientStatistic.Variance };
        method.Explain(network, question).Of("x").ShouldAllBe(v => v == 0);
        weights.ToFloats().Select(Naive).ShouldContain(v => v != 0);

        // E[g²] − E[g]² in single precision.
        static float Naive(float gradient)
        {
            var (sum, squares) = (0f, 0f);
            for (var i = 0; i < 50; i++)
            {
                sum += gradient;
                squares += gradient * gradient;
            }
            return squares / 50 - sum / 50 * (sum / 50);
        }
    }

    [Theory]
    [InlineData(GradientStatistic.Mean)]
    [InlineData(GradientStatistic.Square)]
    [InlineData(GradientStatistic.Variance)]
    public void Quadratic_ConvergesToItsClosedForm(GradientStatistic statistic)
    {
        // F = ½xᵀQx: the gradient Q(x + noise) has mean Qx and variance σ²·Σⱼ Qᵢⱼ².
        using var network = new Network(Quadratic());
        double[] x = [1, -2, 0.5];
        const double noise = 0.3;
        var question = Question.About(network, Tensor.Of(x, 1, 3)) with { Target = Target.At() };
        var method = new SmoothGrad
        {
            Samples = 20000,
            Noise = noise,
            AbsoluteNoise = true,
            Statistic = statistic,
        };
        var attribution = method.Explain(network, question);
        for (var i = 0; i < 3; i++)
        {
            var mean = Enumerable.Range(0, 3).Sum(j => Q[3 * i + j] * x[j]);
            var variance = noise * noise * Enumerable.Range(0, 3).Sum(j => Q[3 * i + j] * Q[3 * i + j]);
            var expected = statistic switch
            {
                GradientStatistic.Mean => mean,
                GradientStatistic.Square => mean * mean + variance,
                _ => variance,
            };
            // The standard error of a variance over n draws is about variance·√(2/n).
            var error =
                statistic == GradientStatistic.Variance
                    ? variance * Math.Sqrt(2.0 / method.Samples)
                    : attribution.StandardErrors["x"].ToDoubles()[i];
            Math.Abs(attribution.Of("x")[i] - expected).ShouldBeLessThan(4 * error);
            error.ShouldBeLessThan(0.01 + 0.02 * Math.Abs(expected));
        }
    }

    [Fact]
    public void Noise_IsAShareOfTheFeaturesRange()
    {
        // With a slope of 2 the variance of the gradient is 4σ², and σ is half of the range 3.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 2);
            return ReduceSum(x * x, [1], keepDims: false);
        });
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([1.0, 4.0], 1, 2)) with { Target = Target.At() };
        var method = new SmoothGrad
        {
            Samples = 5000,
            Noise = 0.5,
            Statistic = GradientStatistic.Variance,
        };
        foreach (var variance in method.Explain(network, question).Of("x"))
            Math.Abs(variance - 9).ShouldBeLessThan(9 * 4 * Math.Sqrt(2.0 / method.Samples));
    }

    [Theory]
    [InlineData(0, 0.1, GradientStatistic.Mean, "at least 1")]
    [InlineData(1, 0.1, GradientStatistic.Variance, "at least 2")]
    [InlineData(5, -0.1, GradientStatistic.Mean, "0 or above")]
    [InlineData(5, double.NaN, GradientStatistic.Mean, "0 or above")]
    public void Settings_ThatMakeNoSense_AreRefused(
        int samples,
        double noise,
        GradientStatistic statistic,
        string complaint
    )
    {
        using var network = new Network(SmallModels.Smooth);
        var method = new SmoothGrad
        {
            Samples = samples,
            Noise = noise,
            Statistic = statistic,
        };
        var question = Question.About(network, SmallModels.Random(103, 1, 4));
        Should.Throw<ModelException>(() => method.Explain(network, question)).Message.ShouldContain(complaint);
    }

    private static Model Quadratic() =>
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 3);
            return ReduceSum(MatMul(x, b.Constant(Tensor.Of(Q, 3, 3))) * x, [1], keepDims: false) * 0.5;
        });
}
