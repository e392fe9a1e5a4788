using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class ImportantDirectionIntegrationTests
{
    [Fact]
    public void LinearModel_SharesTheDifferenceByTheSquaresOfItsWeights()
    {
        double[] weights = [3, -1, 2];
        var model = SmallModels.Of(b =>
            MatMul(b.Input("x", ElementType.Float64, Dim.Batch, 3), b.Constant(Tensor.Of(weights, 3, 1)))
        );
        using var network = new Network(model);
        double[] x = [1, 2, 4];
        var attribution = new ImportantDirectionIntegration { Steps = 3 }.Explain(
            network,
            Question.About(network, Tensor.Of(x, 1, 3))
        );
        var difference = weights.Zip(x, (w, v) => w * v).Sum();
        Distance
            .Largest(attribution.Of("x"), [.. weights.Select(w => w * w / 14 * difference)])
            .ShouldBeLessThan(1e-12);
        attribution.Provenance.GradientEvaluations.ShouldBe(4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void AnyNumberOfSteps_IsComplete(int steps)
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(141, 3, 4)) with { Target = Target.Class(0) };
        var attribution = new ImportantDirectionIntegration { Steps = steps }.Explain(network, question);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0, 0]).ShouldBeLessThan(1e-6);
        attribution.Output.ToDoubles().ShouldContain(f => Math.Abs(f) > 0.1);
    }

    [Fact]
    public void StepThatBeginsWhereNothingSlopes_StaysInTheGap()
    {
        // max(0, x − 1) from 0 to 3 in 2 steps: the first one, to 1.5, begins in the flat part.
        var model = SmallModels.Of(b => Relu(b.Input("x", ElementType.Float64, Dim.Batch, 1) - 1));
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([3.0], 1, 1));
        var attribution = new ImportantDirectionIntegration { Steps = 2 }.Explain(network, question);
        attribution.Of("x")[0].ShouldBe(1.5, 1e-12);
        attribution.CompletenessGap.ToDoubles()[0].ShouldBe(-0.5, 1e-12);
    }
}
