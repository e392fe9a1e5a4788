using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Methods;

public sealed class ConductanceTests
{
    [Fact]
    public void ProductOfPowers_HasItsClosedForm()
    {
        // A = (x, x²) and F = A₁·A₂ from 0: ∫A₂dA₁ = x³/3 and ∫A₁dA₂ = 2x³/3.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 1);
            var a = b.Emit("Concat", [x, x * x], Attributes.None.With("axis", 1), "a");
            return Slice(a, [0], [1], [1]) * Slice(a, [1], [2], [1]);
        });
        using var network = new Network(model);
        var question = new Question(Inputs(("x", Tensor.Of([2.0, -1.0], 2, 1)))) { Features = ["a"] };
        var attribution = new Conductance { Steps = 400 }.Explain(network, question);
        Distance.Largest(attribution.Of("a"), [8 / 3.0, 16 / 3.0, -1 / 3.0, -2 / 3.0]).ShouldBeLessThan(1e-4);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1e-4);
        // Uniform in α, Σ∂F/∂A: ∫x²α² = x²/3 and ∫xα = x/2.
        var influence = new InternalInfluence().Explain(network, question);
        Distance.Largest(influence.Of("a"), [4 / 3.0, 1, 1 / 3.0, -0.5]).ShouldBeLessThan(1e-12);
    }

    [Theory]
    [InlineData("conv1")]
    [InlineData("pool1")]
    [InlineData("relu2")]
    public void Layer_ThatEverythingFlowsThrough_SumsToTheDifference(string layer)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(131, 2, 2, 8, 8)) with
        {
            Features = [layer],
            Baseline = Baseline.Constant(0.2),
        };
        var attribution = new Conductance { Steps = 2000 }.Explain(network, question);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1e-3);
        Math.Abs(attribution.Output.ToDoubles()[0] - attribution.BaselineOutput.ToDoubles()[0])
            .ShouldBeGreaterThan(1e-2);
        // A baseline of the layer that is the layer at a baseline of the inputs says the same.
        var same = new Conductance { Steps = 20 }.Explain(
            network,
            question with
            {
                Baseline = Baseline.AtInput(Baseline.Constant(0.2)),
            }
        );
        same.Of(layer)
            .ShouldBe(
                new Conductance { Steps = 20 }
                    .Explain(network, question)
                    .Of(layer)
            );
    }

    [Fact]
    public void Layer_ThatSomethingGoesAround_ClaimsNoCompleteness()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
            return b.Emit("Tanh", [x], hint: "branch") + x;
        });
        using var network = new Network(model);
        var question = Question.About(network, SmallModels.Random(132, 1, 3)) with { Features = ["branch"] };
        var attribution = new Conductance().Explain(network, question);
        attribution.CompletenessGap.ToDoubles().ShouldAllBe(g => double.IsNaN(g));
        // F is x + tanh x, and what flows through the branch is tanh x.
        var entry = (int)attribution.Entries[0];
        attribution.Of("branch")[entry].ShouldBe(Math.Tanh(question.Inputs["x"].ToDoubles()[entry]), 1e-5);
    }

    [Fact]
    public void NeuronConductance_OverAllNeurons_IsIntegratedGradients()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(133, 2, 4)) with { Target = Target.Class(1) };
        var whole = new IntegratedGradients().Explain(network, question).Of("x");
        var parts = Enumerable
            .Range(0, 5)
            .Select(n => new NeuronConductance(Target.Neuron("hidden", n)).Explain(network, question).Of("x"))
            .ToArray();
        Distance.Largest([.. Enumerable.Range(0, 8).Select(i => parts.Sum(p => p[i]))], whole).ShouldBeLessThan(1e-5);
        // What flows through a neuron from all inputs is its conductance.
        var conductance = new Conductance { Steps = 400 }
            .Explain(network, question with { Features = ["hidden"] })
            .Of("hidden");
        for (var n = 0; n < 5; n++)
            parts[n].Take(4).Sum().ShouldBe(conductance[n], 1e-4);
    }

    [Fact]
    public void Gate_ThatIsNoNeuronOnTheWay_IsRefused()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(134, 1, 2, 8, 8));
        Should
            .Throw<ModelException>(() => new NeuronConductance(Target.Top).Explain(network, question))
            .Message.ShouldContain("named");
        var behind = question with { Features = ["features"] };
        Should
            .Throw<ModelException>(() =>
                new NeuronConductance(Target.Neuron("conv1", 0, 0, 0)).Explain(network, behind)
            )
            .Message.ShouldContain("'conv1' does not lie between");
        Should
            .Throw<ModelException>(() => new Conductance { Steps = 1 }.Explain(network, question))
            .Message.ShouldContain("at least 2");
    }
}
