using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

/// <summary>Integrated gradients that halve the line until a tolerance is met.</summary>
public sealed class ToleranceTests
{
    /// <summary>max(0, x − c) of two inputs: along the line from (0, c) to (1, c) it has one kink, at c.</summary>
    private static Model Kinked { get; } =
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1);
            var c = b.Input("c", ElementType.Float32, Dim.Batch, 1);
            return Relu(x - c);
        });

    [Fact]
    public void Kinks_AreFoundWithFewerGradientsThanAnEvenRuleTakes()
    {
        const double tolerance = 1e-4;
        using var network = new Network(Kinked);
        var question = Kinks(20);
        var method = new IntegratedGradients { Tolerance = tolerance };
        var halved = method.Explain(network, question);
        LargestGap(halved).ShouldBeLessThanOrEqualTo(tolerance);
        halved.Warnings.ShouldNotContain(w => w.Kind == WarningKind.Tolerance);
        var gradients = (int)(halved.Provenance.GradientEvaluations / 20);
        var even = new IntegratedGradients { Steps = 4 * gradients }.Explain(network, question);
        LargestGap(even).ShouldBeGreaterThan(tolerance);
    }

    [Fact]
    public void EachExample_TakesWhatItNeeds()
    {
        // Two kinked and, where c lies below 0, a straight one.
        using var network = new Network(Kinked);
        var question = Asked([0.3f, -1f, 0.7f]);
        var attribution = new IntegratedGradients { Tolerance = 1e-3 }.Explain(network, question);
        var steps = attribution.Provenance.Settings["steps"].Split(", ").Select(int.Parse).ToArray();
        steps[1].ShouldBe(6);
        steps[0].ShouldBeGreaterThan(30);
        steps[2].ShouldBeGreaterThan(30);
        attribution.Provenance.GradientEvaluations.ShouldBe(steps.Sum());
        LargestGap(attribution).ShouldBeLessThanOrEqualTo(1e-3);
    }

    [Fact]
    public void Budget_ThatEndsFirst_IsSaidOfTheExamplesThatItFailed()
    {
        using var network = new Network(Kinked);
        var method = new IntegratedGradients { Tolerance = 1e-5, MostSteps = 40 };
        var attribution = method.Explain(network, Asked([0.3f, -1f, 0.7f]));
        var warning = attribution.Warnings.Single(w => w.Kind == WarningKind.Tolerance);
        warning.Examples.ShouldBe([0, 2]);
        warning.Text.ShouldContain("40 gradients");
        attribution.Provenance.Settings["steps"].Split(", ").ShouldAllBe(s => int.Parse(s) <= 40);
    }

    [Fact]
    public void Jump_ThatNoGradientTells_EndsWithoutSpendingWithoutEnd()
    {
        // 1 where x > 0.3, else 0: no halving ever closes the gap.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1);
            return Step(x - 0.3) + 0 * x;
        });
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([1f], 1, 1));
        var method = new IntegratedGradients { Tolerance = 0.01, MostSteps = 100_000 };
        var attribution = method.Explain(network, question);
        attribution.Warnings.ShouldContain(w => w.Kind == WarningKind.Tolerance);
        attribution.Provenance.GradientEvaluations.ShouldBeLessThan(1000);
    }

    [Fact]
    public void SmoothModel_AgreesWithAFineRule_AtALayerToo()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(161, 2, 2, 8, 8)) with { Features = ["conv1"] };
        var fine = new IntegratedGradients { Steps = 2000 }
            .Explain(network, question)
            .Of("conv1");
        var method = new IntegratedGradients { Tolerance = 1e-4, MostSteps = 4000 };
        var attribution = method.Explain(network, question);
        LargestGap(attribution).ShouldBeLessThanOrEqualTo(1e-4);
        Distance.RelativeL2(attribution.Of("conv1"), fine).ShouldBeLessThan(0.01);
        var mean = (method with { MultiplyByInputs = false }).Explain(network, question);
        mean.Provenance.Settings["steps"].ShouldBe(attribution.Provenance.Settings["steps"]);
    }

    [Fact]
    public void NoDifference_MakesTheToleranceAbsolute()
    {
        // F(x) = F(b) = 0 by symmetry, and contributions of x·(1 − x) vanish exactly where its integral does.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1);
            return x * (1 - x);
        });
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([1f], 1, 1));
        var attribution = new IntegratedGradients { Tolerance = 1e-6 }.Explain(network, question);
        attribution.Provenance.GradientEvaluations.ShouldBe(6);
        attribution.Warnings.ShouldNotContain(w => w.Kind == WarningKind.Tolerance);
    }

    [Theory]
    [InlineData(0, 1000, "tolerance")]
    [InlineData(double.NaN, 1000, "tolerance")]
    [InlineData(0.01, 5, "5 gradients")]
    public void Settings_ThatMakeNoSense_AreRefused(double tolerance, int most, string complaint)
    {
        using var network = new Network(Kinked);
        var method = new IntegratedGradients { Tolerance = tolerance, MostSteps = most };
        Should.Throw<ModelException>(() => method.Explain(network, Kinks(1))).Message.ShouldContain(complaint);
    }

    private static Question Kinks(int count) => Asked([.. Enumerable.Range(0, count).Select(i => 0.2f + 0.0311f * i)]);

    private static Question Asked(float[] kinks)
    {
        var x = Tensor.Of([.. kinks.Select(_ => 1f)], kinks.Length, 1);
        return new Question(Inputs(("x", x), ("c", Tensor.Of(kinks, kinks.Length, 1)))) { Features = ["x"] };
    }

    private static double LargestGap(Attribution attribution)
    {
        var (at, from) = (attribution.Output.ToDoubles(), attribution.BaselineOutput.ToDoubles());
        return attribution.CompletenessGap.ToDoubles().Select((g, e) => Math.Abs(g / (at[e] - from[e]))).Max();
    }
}
