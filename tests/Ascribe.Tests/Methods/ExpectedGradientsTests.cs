using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class ExpectedGradientsTests
{
    [Fact]
    public void LinearModel_IsWeightTimesDifferenceFromTheMeanReference()
    {
        var weights = SmallModels.Random(61, 4, 1).To(ElementType.Float64);
        var model = SmallModels.Of(b => MatMul(b.Input("x", ElementType.Float64, Dim.Batch, 4), b.Constant(weights)));
        using var network = new Network(model);
        var x = SmallModels.Random(62, 1, 4).To(ElementType.Float64);
        var references = SmallModels.Random(63, 5, 4).To(ElementType.Float64);
        // Every reference is taken equally often, since 20 is a multiple of 5.
        var method = new ExpectedGradients { Samples = 20, References = Inputs(("x", references)) };
        var attribution = method.Explain(network, Question.About(network, x));
        for (var i = 0; i < 4; i++)
        {
            var mean = Enumerable.Range(0, 5).Average(r => references.ToDoubles()[4 * r + i]);
            attribution.Of("x")[i].ShouldBe(weights.ToDoubles()[i] * (x.ToDoubles()[i] - mean), 1e-12);
        }
        attribution.CompletenessGap.ToDoubles()[0].ShouldBe(0, 1e-12);
        attribution.Provenance.GradientEvaluations.ShouldBe(25);
    }

    [Fact]
    public void OneReference_ConvergesToIntegratedGradients()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(64, 2, 4)) with { Target = Target.Class(1) };
        var exact = new IntegratedGradients().Explain(network, question).Of("x");
        var few = new ExpectedGradients { Samples = 10 }
            .Explain(network, question)
            .Of("x");
        var many = new ExpectedGradients { Samples = 1000 }
            .Explain(network, question)
            .Of("x");
        Distance.RelativeL2(many, exact).ShouldBeLessThan(1e-3);
        Distance.RelativeL2(many, exact).ShouldBeLessThan(Distance.RelativeL2(few, exact) / 10);
    }

    [Fact]
    public void Layer_TakesItsReferencesFromTheInputs()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(65, 1, 2, 8, 8)) with { Features = ["features"] };
        var references = SmallModels.Random(66, 3, 2, 8, 8);
        var method = new ExpectedGradients { Samples = 9, References = Inputs(("x", references)) };
        var attribution = method.Explain(network, question);
        // What is behind the layer is linear, so that the mean is exact.
        Math.Abs(attribution.CompletenessGap.ToDoubles()[0]).ShouldBeLessThan(1e-5);
        var outputs = network.Run(Inputs(("x", references)))[0].Value.ToDoubles();
        var expected = Enumerable.Range(0, 3).Average(r => outputs[3 * r + (int)attribution.Entries[0]]);
        attribution.BaselineOutput.ToDoubles()[0].ShouldBe(expected, 1e-5);
    }

    [Fact]
    public void Noise_MakesItGradientShapAndSpreadsTheEstimate()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(67, 1, 4)) with { Target = Target.Class(0) };
        var plain = new ExpectedGradients { Samples = 400 }.Explain(network, question);
        var noisy = new ExpectedGradients { Samples = 400, Noise = 0.3 }.Explain(network, question);
        noisy.Provenance.Method.ShouldBe("gradient-shap");
        plain.Provenance.Method.ShouldBe("expected-gradients");
        for (var i = 0; i < 4; i++)
        {
            noisy.StandardErrors["x"].ToDoubles()[i].ShouldBeGreaterThan(plain.StandardErrors["x"].ToDoubles()[i]);
            Math.Abs(noisy.Of("x")[i] - plain.Of("x")[i]).ShouldBeLessThan(0.1);
        }
        var again = new ExpectedGradients { Samples = 400, Noise = 0.3 }.Explain(network, question);
        again.Of("x").ShouldBe(noisy.Of("x"));
    }
}
