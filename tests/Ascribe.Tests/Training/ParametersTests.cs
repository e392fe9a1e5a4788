using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Runtime;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Training;

public sealed class ParametersTests
{
    private static readonly Attributes Turned = Attributes.None.With("transB", 1);

    [Fact]
    public void Of_APerceptron_AreItsWeightsAndBiases()
    {
        var parameters = Of(new MultiLayerPerceptron(3, 1) { Widths = [5, 4] }.Build());
        parameters.Select(p => p.Name).ShouldBe(["weight1", "bias1", "weight2", "bias2", "weight3", "bias3"]);
        parameters.Select(p => p.FanIn).ShouldBe([3, 1, 5, 1, 4, 1]);
        parameters.Select(p => p.Decays).ShouldBe([true, false, true, false, true, false]);
    }

    [Fact]
    public void Of_APerceptronOfEqualWidths_AreAllOfThem() =>
        Of(new MultiLayerPerceptron(4, 4) { Widths = [4, 4] }.Build()).Length.ShouldBe(6);

    [Fact]
    public void Of_AConvolutionalNetwork_AreItsFiltersWeightsAndBiases()
    {
        var parameters = Of(Lessons.Cnn);
        parameters.Select(p => p.Name).ShouldBe(["w1", "b1", "w2", "b2", "w3", "b3"]);
        parameters.Select(p => p.FanIn).ShouldBe([9, 1, 12, 1, 16, 1]);
        parameters.Where(p => p.Role == ParameterRole.Bias).Select(p => p.Name).ShouldBe(["b1", "b2", "b3"]);
    }

    [Fact]
    public void Of_AnEmbedding_IsItsTable()
    {
        var table = Of(SmallModels.Gated).ShouldHaveSingleItem();
        table.Role.ShouldBe(ParameterRole.Table);
        table.Shape.ShouldBe([7, 4]);
        table.Decays.ShouldBeFalse();
    }

    [Fact]
    public void Of_SingleNumbersAndOtherConstants_IsNothing() =>
        Of(
                SmallModels.Of(b =>
                    b.Input("x", ElementType.Float32, Dim.Batch, 3) * Lessons.Stored(b, "scale", 20, 3) + 0.5
                )
            )
            .ShouldBeEmpty();

    [Fact]
    public void EqualConstants_StoredTwice_StayApart()
    {
        // Both layers begin with the same numbers and the same zeros.
        var model = SmallModels.Of(b =>
        {
            var hidden = Relu(Dense(b.Input("x", ElementType.Float32, Dim.Batch, 3), "w1", "b1"));
            return Dense(hidden, "w2", "b2");
        });
        var data = Lessons.Data("x", SmallModels.Random(23, 4, 3), SmallModels.Random(24, 4, 3));
        var trained = Trainer.Train(model, data, Lessons.Few);
        trained.Trained.Select(p => p.Name).ShouldBe(["w1.T", "b1", "w2.T", "b2"]);
        var constants = trained.Model.Graph.Constants;
        constants["b1"].ContentEquals(constants["b2"]).ShouldBeFalse();

        static Value Dense(Value x, string weight, string bias) =>
            x.Builder.Emit(
                "Gemm",
                [x, Lessons.Stored(x.Builder, weight, 21, 3, 3), x.Builder.Constant(Tensor.Vector(0f, 0, 0), bias)],
                Turned
            );
    }

    [Fact]
    public void Constant_ReadTwice_StaysOne()
    {
        var model = SmallModels.Of(b =>
        {
            var weight = Lessons.Stored(b, "w", 22, 3, 3);
            var hidden = Tanh(b.Emit("Gemm", [b.Input("x", ElementType.Float32, Dim.Batch, 3), weight], Turned));
            return b.Emit("Gemm", [hidden, weight], Turned);
        });
        Of(model).ShouldHaveSingleItem().Name.ShouldBe("w.T");
    }

    [Theory]
    [InlineData(new[] { "w1" }, null, new[] { "b1", "w2", "b2", "w3", "b3" })]
    [InlineData(new[] { "w1", "b3" }, null, new[] { "b1", "w2", "b2", "w3" })]
    [InlineData(new string[0], "pooled", new[] { "w2", "b2", "w3", "b3" })]
    [InlineData(new[] { "b3" }, "pooled", new[] { "w2", "b2", "w3" })]
    public void Trained_IsWhatIsNotFrozen(string[] frozen, string? upTo, string[] left) =>
        Parameters.Trained(Canonical(Lessons.Cnn), [.. frozen], upTo).Select(p => p.Name).ShouldBe(left);

    [Fact]
    public void IsNamedBy_TheBeginningUpToADot()
    {
        var parameter = new Parameter("fc1.weight.T", ParameterRole.Weight, ElementType.Float32, [2, 2], 2);
        parameter.IsNamedBy("fc1").ShouldBeTrue();
        parameter.IsNamedBy("fc1.weight").ShouldBeTrue();
        parameter.IsNamedBy("fc1.weight.T").ShouldBeTrue();
        parameter.IsNamedBy("fc").ShouldBeFalse();
        parameter.IsNamedBy("fc1.weight.T.more").ShouldBeFalse();
    }

    private static ImmutableArray<Parameter> Of(Model model) => Parameters.Of(Canonical(model));

    private static Graph Canonical(Model model) => Canonicalization.Apply(model, mergeConstants: false).Graph;
}
