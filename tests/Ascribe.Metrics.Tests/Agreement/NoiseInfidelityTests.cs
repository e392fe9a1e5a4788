using Ascribe.Onnx;
using MathNet.Numerics.Distributions;
using static Ascribe.Onnx.Op;

namespace Ascribe.Metrics.Tests.Agreement;

public sealed class NoiseInfidelityTests
{
    private const int Samples = 50;
    private const double Sigma = 0.5;
    private static readonly NoiseInfidelity Score = new() { Samples = Samples, Sigma = Sigma };

    [Fact]
    public void LinearTarget_IsToldWithoutErrorByItsTerms()
    {
        using var linear = Scored.Linear([1, -2, 3], [1, 1, 2]);
        linear.By(Score, linear.Saying(1, -2, 6)).Values[0].ShouldBe(0, 1e-10);
        linear.By(Score with { Multiplied = false }, linear.Saying(1, -2, 3)).Values[0].ShouldBe(0, 1e-10);
    }

    [Fact]
    public void GradientOfSquares_MissesTheSquaredLengthOfTheNoise()
    {
        using var squares = Squares();
        var gradient = new Saliency { Absolute = false };
        // F(x) − F(x − I) = 2xᵀI − |I|², of which the gradient tells the first.
        var expected = Noise(3).Average(noise => Math.Pow(noise.Sum(n => n * n), 2));
        var values = squares.By(Score with { Multiplied = false }, squares.Explain(gradient), Seeded).Values;
        values.ShouldBe([expected, expected], 1e-4 * expected);
    }

    [Fact]
    public void MeanOverManyDraws_IsThatOfTheDistribution()
    {
        // E|I|⁴ = n (n + 2) σ⁴ for n numbers; its standard deviation over 20,000 draws is below 3 %.
        using var squares = Squares();
        var many = Score with { Multiplied = false, Samples = 20_000 };
        var value = squares.Single(0).By(many, squares.Single(0).Explain(new Saliency { Absolute = false })).Values[0];
        value.ShouldBe(3 * 5 * Math.Pow(Sigma, 4), 0.1);
    }

    [Fact]
    public void Scaled_CountsRatiosOnly()
    {
        using var linear = Scored.Linear([1, -2, 3], [1, 1, 2]);
        var doubled = linear.Saying(2, -4, 12);
        linear.By(Score, doubled).Values[0].ShouldBeGreaterThan(1);
        linear.By(Score with { Scaled = true }, doubled).Values[0].ShouldBe(0, 1e-10);
    }

    [Fact]
    public void ElementAtTheBaseline_TellsNothing()
    {
        // The second is 0, as its baseline is, so that whatever it is given is worth nothing: what is missed is its part.
        using var linear = Scored.Linear([1, -2], [1, 0]);
        var expected = Noise(2).Average(noise => Math.Pow(-2 * noise[1], 2));
        linear.By(Score, linear.Saying(1, 0), Seeded).Values[0].ShouldBe(expected, 1e-4);
    }

    [Theory]
    [InlineData(0, 0.1)]
    [InlineData(1, 0)]
    [InlineData(1, double.NaN)]
    public void SettingsOutOfRange_AreRefused(int samples, double sigma)
    {
        using var linear = Scored.Linear([1, 2], [1, 1]);
        Should
            .Throw<ModelException>(() =>
                linear.By(new NoiseInfidelity { Samples = samples, Sigma = sigma }, linear.Saying(1, 2))
            )
            .Message.ShouldContain("tell nothing");
    }

    private static Execution Seeded => new() { Seed = 3 };

    private static double[][] Noise(int size)
    {
        var random = new Random(3);
        return
        [
            .. Enumerable
                .Range(0, Samples)
                .Select(_ =>
                {
                    var noise = new double[size];
                    Normal.Samples(random, noise, 0, Sigma);
                    return noise;
                }),
        ];
    }

    private static Scored Squares() =>
        Scored.Of(
            SmallModels.Of(b =>
            {
                var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
                return ReduceSum(x * x, [1], keepDims: false);
            }),
            "x",
            Tensor.Of([1f, 2, 2, 0, 0, 0], 2, 3),
            Target.At()
        );
}
