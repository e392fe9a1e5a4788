using Ascribe.Training;

namespace Ascribe.Tests.Training;

public sealed class AdamTests
{
    [Fact]
    public void Step_TheFirst_GoesByTheRateAgainstTheSignOfTheGradient()
    {
        double[] weights = [1, 1, 1];
        new AdamMoments(new Adam(), 3).Step(weights, [], [5, -0.01, 0], rate: 0.1, step: 1);
        Distance.Largest(weights, [0.9, 1.1, 1]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Step_OfSeveral_IsTheAlgorithmWrittenOut()
    {
        var adam = new Adam
        {
            FirstDecay = 0.8,
            SecondDecay = 0.95,
            Epsilon = 1e-3,
            WeightDecay = 0.1,
        };
        var moments = new AdamMoments(adam, 2);
        double[] weights = [0.7, -0.3];
        double[] expected = [0.7, -0.3];
        double[] first = [0, 0];
        double[] second = [0, 0];
        for (var step = 1; step <= 5; step++)
        {
            double[] gradient = [Math.Sin(step), Math.Cos(3 * step)];
            moments.Step(weights, [0..1], gradient, rate: 0.2 / step, step);
            for (var i = 0; i < 2; i++)
            {
                first[i] = 0.8 * first[i] + 0.2 * gradient[i];
                second[i] = 0.95 * second[i] + 0.05 * gradient[i] * gradient[i];
                var mean = first[i] / (1 - Math.Pow(0.8, step));
                var square = second[i] / (1 - Math.Pow(0.95, step));
                var decay = i == 0 ? 0.1 * expected[i] : 0;
                expected[i] -= 0.2 / step * (mean / (Math.Sqrt(square) + 1e-3) + decay);
            }
        }
        Distance.Largest(weights, expected).ShouldBeLessThan(1e-14);
    }

    [Fact]
    public void LearningRate_FallsAlongHalfACosineOrStays()
    {
        var cosine = LearningRate.Cosine(0.4);
        cosine.At(0, 100).ShouldBe(0.4, 1e-15);
        cosine.At(50, 100).ShouldBe(0.2, 1e-15);
        cosine.At(100, 100).ShouldBe(0, 1e-15);
        cosine.At(25, 100).ShouldBe(0.2 * (1 + Math.Sqrt(0.5)), 1e-15);
        LearningRate.Constant(0.3).At(77, 100).ShouldBe(0.3);
    }
}
