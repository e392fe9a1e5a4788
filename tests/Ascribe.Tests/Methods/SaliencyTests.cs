using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class SaliencyTests
{
    [Fact]
    public void Gradient_AgreesWithCentralDifferences()
    {
        using var network = new Network(SmallModels.Smooth);
        var x = SmallModels.Random(91, 2, 4);
        var question = Question.About(network, x) with { Target = Target.Class(1) };
        var signed = new Saliency { Absolute = false }.Explain(network, question);
        var product = new GradientTimesInput().Explain(network, question).Of("x");
        var absolute = new Saliency().Explain(network, question).Of("x");
        for (var i = 0; i < 8; i++)
        {
            var slope = (At(i, 1e-2) - At(i, -1e-2)) / 2e-2;
            signed.Of("x")[i].ShouldBe(slope, 1e-3);
            product[i].ShouldBe(signed.Of("x")[i] * x.ToDoubles()[i], 1e-6);
            absolute[i].ShouldBe(Math.Abs(signed.Of("x")[i]));
        }

        double At(int element, double shift)
        {
            var moved = x.ToDoubles();
            moved[element] += shift;
            var row = Tensor.Of(moved, 2, 4).To(x.ElementType);
            return network.Run(Inputs(("x", row)))[0].Value.ToDoubles()[2 * (element / 4) + 1];
        }
    }

    [Fact]
    public void Explain_ComparesWithNothing_AndSaysSo()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(92, 1, 4)) with { Baseline = Baseline.Constant(9) };
        var attribution = new Saliency().Explain(network, question);
        attribution.BaselineOutput.ToDoubles().ShouldAllBe(b => double.IsNaN(b));
        attribution.CompletenessGap.ToDoubles().ShouldAllBe(g => double.IsNaN(g));
        attribution.Provenance.Settings["baseline"].ShouldBe("none");
        attribution.Provenance.GradientEvaluations.ShouldBe(1);
        attribution.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Activation_IsTheValueItself_WithoutAGradient()
    {
        using var network = new Network(SmallModels.Smooth);
        var x = SmallModels.Random(93, 2, 4);
        var attribution = new Activation().Explain(network, Question.About(network, x));
        attribution.Of("x").ShouldBe(x.ToDoubles());
        attribution.Provenance.GradientEvaluations.ShouldBe(0);
    }
}
