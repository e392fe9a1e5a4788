using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class GuidedIntegratedGradientsTests
{
    [Fact]
    public void FlattestElement_IsMovedFirst()
    {
        // F = 3·x₁x₂ + x₂ from 0 to (1, 1): x₁ goes first while x₂ is 0 and gets nothing, and x₂ gets all. The straight line would
        // share 3·x₁x₂ equally.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 2);
            var (first, second) = (Slice(x, [0], [1], [1]), Slice(x, [1], [2], [1]));
            return 3 * first * second + second;
        });
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([1.0, 1.0], 1, 2));
        var free = new GuidedIntegratedGradients { Steps = 10, MaxDistance = 1 };
        Distance.Largest(free.Explain(network, question).Of("x"), [0, 4]).ShouldBeLessThan(1e-12);
        var bound = free with { MaxDistance = 0.1 };
        var between = bound.Explain(network, question).Of("x");
        between[0].ShouldBeInRange(0.5, 1.4);
        between.Sum().ShouldBe(4, 0.1);
    }

    [Fact]
    public void NoDistance_IsTheStraightLine()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(151, 2, 2, 8, 8)) with
        {
            Baseline = Baseline.Constant(0.1),
        };
        var guided = new GuidedIntegratedGradients { Steps = 400, MaxDistance = 0 }.Explain(network, question);
        var straight = new IntegratedGradients { Steps = 400 }.Explain(network, question);
        Distance.RelativeL2(guided.Of("x"), straight.Of("x")).ShouldBeLessThan(2e-3);
    }

    [Fact]
    public void Gap_ShrinksAsStepsAreAdded()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(152, 6, 4)) with { Target = Target.Class(0) };
        double[] gaps =
        [
            .. new[] { 4, 40, 400 }.Select(steps =>
                Math.Abs(
                    new GuidedIntegratedGradients { Steps = steps, MaxDistance = 1 }
                        .Explain(network, question)
                        .CompletenessGap.ToDoubles()
                        .Max(Math.Abs)
                )
            ),
        ];
        gaps[1].ShouldBeLessThan(gaps[0] / 5);
        gaps[2].ShouldBeLessThan(1e-6);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1)]
    public void Kinks_LeaveAFewPercent(double distance)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(153, 2, 2, 8, 8));
        var attribution = new GuidedIntegratedGradients { Steps = 300, MaxDistance = distance }.Explain(
            network,
            question
        );
        var (at, from) = (attribution.Output.ToDoubles(), attribution.BaselineOutput.ToDoubles());
        for (var e = 0; e < 2; e++)
            Math.Abs(attribution.CompletenessGap.ToDoubles()[e]).ShouldBeLessThan(0.04 * Math.Abs(at[e] - from[e]));
        attribution.Provenance.GradientEvaluations.ShouldBe(602);
    }

    [Theory]
    [InlineData(0, 0.1, 0.1, "steps")]
    [InlineData(5, 0, 0.1, "fraction")]
    [InlineData(5, 0.1, 1.5, "distance")]
    public void Settings_ThatMakeNoSense_AreRefused(int steps, double fraction, double distance, string complaint)
    {
        using var network = new Network(SmallModels.Smooth);
        var method = new GuidedIntegratedGradients
        {
            Steps = steps,
            Fraction = fraction,
            MaxDistance = distance,
        };
        var question = Question.About(network, SmallModels.Random(154, 1, 4));
        Should.Throw<ModelException>(() => method.Explain(network, question)).Message.ShouldContain(complaint);
    }
}
