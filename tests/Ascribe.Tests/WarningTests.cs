using Ascribe.Estimators;
using Ascribe.Games;
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

    /// <summary>Nobody is worth anything alone, so that what is drawn varies much.</summary>
    private static Model Product { get; } =
        SmallModels.Of(b => Binary("ReduceProd", b.Input("x", ElementType.Float32, Dim.Batch, 6), b.Longs(1)));

    private static Tensor Six { get; } = Tensor.Of([0.8f, 1.2f, 0.9f, 1.1f, 1.3f, 0.7f], 1, 6);

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

    public static TheoryData<string> Drawn =>
        ["block-shapley-ig", "given coalitions", "permutation-sampling", "expected-gradients", "smoothgrad"];

    [Theory]
    [MemberData(nameof(Drawn))]
    public void StandardError_OfMoreThanTenPercent_IsSaidWithWhatHelps(string method)
    {
        using var network = new Network(Product);
        var question = Question.About(network, Six);
        var warnings = Few(method).Explain(network, question).Warnings.Where(w => w.Kind == WarningKind.StandardError);
        var warning = warnings.Single();
        warning.Examples.ShouldBe([0]);
        warning.Text.ShouldContain("relative standard error");
        warning.Text.ShouldEndWith(
            method switch
            {
                "given coalitions" => "give more coalitions.",
                "permutation-sampling" => "allow a larger budget.",
                _ => "draw more samples.",
            }
        );
    }

    [Fact]
    public void StandardError_BelowThePrecisionThatWasAskedFor_IsNotSaid()
    {
        using var network = new Network(Product);
        var question = Question.About(network, Six);
        var coarse = new BlockShapleyIntegratedGradients { Samples = 4 };
        Errors(coarse).ShouldBe(1);
        Errors(coarse with { Precision = 100 }).ShouldBe(0);
        Errors(coarse with { Samples = 4000, Steps = 2 }).ShouldBe(0);

        int Errors(AttributionMethod method) =>
            method.Explain(network, question).Warnings.Count(w => w.Kind == WarningKind.StandardError);
    }

    private static AttributionMethod Few(string method) =>
        method switch
        {
            "block-shapley-ig" => new BlockShapleyIntegratedGradients { Samples = 4 },
            "given coalitions" => new ShapleyIntegratedGradients
            {
                Coalitions = [Coalition.Empty(6), Coalition.Of(6, [0, 3]), Coalition.Of(6, [1, 2])],
            },
            "permutation-sampling" => new ShapleyValues { Estimator = new PermutationSampling(), Budget = 40 },
            "expected-gradients" => new ExpectedGradients { Samples = 4 },
            _ => new SmoothGrad { Samples = 3, Noise = 0.5 },
        };
}
