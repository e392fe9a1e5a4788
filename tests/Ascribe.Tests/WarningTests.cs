using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class WarningTests
{
    private static Model Classifier { get; } =
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            var scores = b.Emit("MatMul", [x, SmallModels.Weights(b, 171, 4, 3)], hint: "scores");
            return Unary("Softmax", scores, Attributes.None.With("axis", -1));
        });

    [Fact]
    public void Probability_OfASoftmax_NamesItsLogits()
    {
        using var network = new Network(Classifier);
        var question = Question.About(network, SmallModels.Random(172, 2, 4));
        var warning = new Saliency().Explain(network, question).Warnings.Single(w => w.Kind == WarningKind.Probability);
        warning.Text.ShouldContain("'scores'");
        warning.Examples.ShouldBe([0, 1]);
        var logit = question with { Target = Target.Neuron("scores", 1) };
        new Saliency().Explain(network, logit).Warnings.ShouldNotContain(w => w.Kind == WarningKind.Probability);
    }

    [Fact]
    public void Output_OfAnIdentityWithoutInput_IsRefusedAsABrokenModel()
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, Dim.Batch, 4);
        builder.Add(new Node("Identity", [], ["y"], Attributes.None), _ => x.Info with { Name = "y" });
        builder.Output(builder["y"]);
        using var network = new Network(Model.Canonical(builder.Build()));
        var question = Question.About(network, SmallModels.Random(173, 1, 4));
        Should.Throw<ModelException>(() => new Saliency().Explain(network, question));
    }

    [Fact]
    public void BaselineOutput_LargeAgainstTheOutput_IsSaid()
    {
        // F = x + 3: at 1 it is 4, at 9 it is 12, at the baseline 3.
        var model = SmallModels.Of(b => b.Input("x", ElementType.Float32, Dim.Batch, 1) + 3);
        var attribution = Integrate(model, new Question(Inputs(("x", Tensor.Of([1f, 9f], 2, 1)))));
        var warning = attribution.Warnings.Single();
        warning.Kind.ShouldBe(WarningKind.BaselineOutput);
        warning.Examples.ShouldBe([0]);
        warning.Text.ShouldContain("75");
    }

    [Fact]
    public void Gap_OfMoreThanFivePercent_IsSaid()
    {
        var model = SmallModels.Of(b => Relu(b.Input("x", ElementType.Float32, Dim.Batch, 1) - 0.3));
        var question = new Question(Inputs(("x", Tensor.Of([1f], 1, 1))));
        var warning = Integrate(model, question, steps: 1).Warnings.Single();
        warning.Kind.ShouldBe(WarningKind.CompletenessGap);
        // One point takes the slope for 1 all along: 1 instead of 0.7.
        warning.Text.ShouldContain("43");
        Integrate(model, question, steps: 500).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void Feature_ThatGetsNothing_IsSaidWithItsReason()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2);
            b.Input("unused", ElementType.Float32, Dim.Batch, 2);
            return Relu(x);
        });
        var inputs = Inputs(("x", Tensor.Of([-1f, -2f, 1f, 2f], 2, 2)), ("unused", Tensor.Of([1f, 2f, 3f, 4f], 2, 2)));
        var warnings = Integrate(model, new Question(inputs) { Target = Target.Class(1) }).Warnings;
        warnings.Length.ShouldBe(2);
        warnings.ShouldAllBe(w => w.Kind == WarningKind.NoContribution);
        warnings[0].Text.ShouldContain("'unused' is 0: the target does not depend on it");
        warnings[0].Examples.ShouldBe([0, 1]);
        warnings[1].Text.ShouldContain("'x' is 0: it equals its baseline");
        warnings[1].Examples.ShouldBe([0]);
    }
}
