using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

public sealed class LayerTests
{
    private static readonly Tensor Pictures = SmallModels.Random(31, 2, 2, 8, 8);

    [Fact]
    public void Layer_ThatCopiesTheInput_GetsWhatTheInputGets()
    {
        var weights = SmallModels.Random(32, 4, 2);
        var model = SmallModels.Of(b =>
        {
            var copy = b.Emit("Identity", [b.Input("x", ElementType.Float32, Dim.Batch, 4)], hint: "copy");
            return Tanh(MatMul(copy, b.Constant(weights)));
        });
        var question = new Question(Inputs(("x", SmallModels.Random(33, 2, 4)))) { Baseline = Baseline.Constant(0.1) };
        var atInput = Integrate(model, question);
        var atLayer = Integrate(model, question with { Features = ["copy"] });
        Distance.Largest(atLayer.Of("copy"), atInput.Of("x")).ShouldBe(0);
        Distance.Largest(atLayer.BaselineOutput.ToDoubles(), atInput.BaselineOutput.ToDoubles()).ShouldBe(0);
    }

    [Theory]
    [InlineData("conv1")]
    [InlineData("relu1")]
    [InlineData("pool1")]
    [InlineData("relu2")]
    [InlineData("features")]
    public void Layer_AtTheInputsBaseline_IsAsCompleteAsTheInput(string layer)
    {
        var question = new Question(Inputs(("x", Pictures))) { Features = [layer] };
        var input = Baseline.Constant(0.2);
        var attribution = Integrate(SmallModels.Cnn, question with { Baseline = Baseline.AtInput(input) }, steps: 2000);
        var whole = Integrate(SmallModels.Cnn, question with { Features = [], Baseline = input }, steps: 2000);
        Distance.Largest(attribution.Output.ToDoubles(), whole.Output.ToDoubles()).ShouldBeLessThan(1e-6);
        Distance
            .Largest(attribution.BaselineOutput.ToDoubles(), whole.BaselineOutput.ToDoubles())
            .ShouldBeLessThan(1e-6);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1.5e-3);
        attribution.Provenance.Settings["baseline"].ShouldBe("input:0.2");
    }

    [Fact]
    public void Layer_OneBranchOfTwo_IsDifferentiatedWithTheOtherHeld()
    {
        // y = Σ left·right with right = tanh(x): explaining left holds right, so that the answer is left·right exactly.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 5);
            var left = b.Emit("Relu", [x], hint: "left");
            var right = b.Emit("Tanh", [x], hint: "right");
            return ReduceSum(left * right, [1], keepDims: false);
        });
        var x = SmallModels.Random(34, 3, 5);
        var question = new Question(Inputs(("x", x))) { Target = Target.At(), Features = ["left"] };
        var expected = x.ToDoubles().Select(v => Math.Max(v, 0) * Math.Tanh(v)).ToArray();
        Distance.Largest(Integrate(model, question).Of("left"), expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Layers_SideBySide_AreExplainedTogether()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 5);
            var left = b.Emit("Relu", [x], hint: "left");
            var right = b.Emit("Tanh", [x], hint: "right");
            return ReduceSum(left * right, [1], keepDims: false);
        });
        var question = new Question(Inputs(("x", SmallModels.Random(35, 3, 5))))
        {
            Target = Target.At(),
            Features = ["right", "left"],
        };
        var attribution = Integrate(model, question);
        attribution.Values.Keys.ShouldBe(["left", "right"]);
        // A product of two that grow together is shared equally.
        Distance.Largest(attribution.Of("left"), attribution.Of("right")).ShouldBeLessThan(1e-6);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0, 0]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Layer_OfIntegerInputs_IsExplainedInTheirPlace()
    {
        var ids = Tensor.Of([1L, 2, 3, 6, 0, 2], 2, 3);
        var inputs = Inputs(("ids", ids), ("x", SmallModels.Random(36, 2, 4)));
        var question = new Question(inputs) { Target = Target.At(), Features = ["embedding"] };
        var attribution = Integrate(SmallModels.Gated, question, steps: 40);
        attribution.Values["embedding"].Shape.ShouldBe([2, 3, 4]);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1e-6);
        attribution.Of("embedding").Any(v => Math.Abs(v) > 1e-3).ShouldBeTrue();
    }

    [Fact]
    public void Layer_ThatTheTargetDoesNotDependOn_GetsZeros()
    {
        var question = new Question(Inputs(("x", Pictures))) { Features = ["conv2"] };
        var neuron = Target.Neuron("conv1", 3, 2, 2);
        var attribution = Integrate(SmallModels.Cnn, question with { Target = neuron });
        attribution.Values["conv2"].Shape.ShouldBe([2, 6, 2, 2]);
        attribution.Of("conv2").ShouldAllBe(v => v == 0);
        attribution.CompletenessGap.ToDoubles().ShouldBe([0, 0]);
        attribution.BaselineOutput.ToDoubles().ShouldBe(attribution.Output.ToDoubles());
    }

    [Fact]
    public void Input_ThatTheTargetDoesNotDependOn_GetsZeros()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
            b.Input("unused", ElementType.Float32, Dim.Batch, 2);
            return Exp(x);
        });
        var inputs = Inputs(("x", SmallModels.Random(37, 2, 3)), ("unused", SmallModels.Random(38, 2, 2)));
        var attribution = Integrate(model, new(inputs));
        attribution.Of("unused").ShouldBe([0, 0, 0, 0]);
        Distance.Largest(attribution.CompletenessGap.ToDoubles(), [0, 0]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Value_ThatNoOutputDependsOn_CanBeExplainedAndAimedAt()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
            var aside = b.Emit("Tanh", [x], hint: "aside");
            b.Emit("Exp", [aside], hint: "further");
            return Relu(x);
        });
        var x = SmallModels.Random(39, 1, 3);
        var question = new Question(Inputs(("x", x))) { Target = Target.Neuron("further", 1), Features = ["aside"] };
        var expected = Math.Exp(Math.Tanh(x.ToDoubles()[1])) - 1;
        Distance.Largest(Integrate(model, question).Of("aside"), [0, expected, 0]).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Side_OfOneRowThatIsNoExample_IsComputedForEveryPoint()
    {
        // The shape [N, 3] is put together from another input's shape; its parts have one row whatever N is.
        var model = SmallModels.Of(b =>
        {
            var ids = b.Input("ids", ElementType.Int64, Dim.Batch, 3);
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1);
            var rows = Slice(Shape(ids), [0], [1], [0]);
            var wide = Expand(x, Concat([rows, b.Longs(3)], 0));
            return wide * wide;
        });
        var inputs = Inputs(("ids", Tensor.Of(new long[6], 2, 3)), ("x", Tensor.Of([2f, 3f], 2, 1)));
        var attribution = Integrate(model, new(inputs) { Target = Target.Sum([0], [1], [2]) });
        Distance.Largest(attribution.Of("x"), [12, 27]).ShouldBeLessThan(1e-5);
    }
}
