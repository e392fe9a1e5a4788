using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests;

/// <summary>What cannot be answered is refused in one line that says what is wrong.</summary>
public sealed class BadQuestionTests
{
    private static readonly Tensor Picture = SmallModels.Random(71, 2, 2, 8, 8);

    private static readonly Question Fine = new(Inputs(("x", Picture)));

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void Target_OutOfRange_IsRefused(long index) =>
        Refused(Fine with { Target = Target.Class(index) }, $"[{index}]", "[3]");

    [Fact]
    public void Target_OfWrongRank_IsRefused()
    {
        Refused(Fine with { Target = Target.At(1, 1) }, "[1,1]", "[3]");
        Refused(Fine with { Target = Target.At() }, "[]", "[3]");
        Refused(Fine with { Target = Target.Neuron("conv1", 3) }, "[3]", "conv1", "[4,8,8]");
        Refused(Fine with { Target = Target.Sum([0], [3]) }, "[3]");
    }

    [Fact]
    public void Layer_Unknown_IsRefusedWithTheNearestNames()
    {
        Refused(Fine with { Features = ["convv1"] }, "'convv1'", "conv1");
        Refused(Fine with { Target = Target.Neuron("rleu2", 0, 0, 0) }, "'rleu2'", "relu2");
    }

    [Fact]
    public void Layer_NamedTwice_IsRefused() => Refused(Fine with { Features = ["conv1", "conv1"] }, "twice", "conv1");

    [Fact]
    public void Feature_DependingOnAnother_IsRefused()
    {
        Refused(Fine with { Features = ["x", "conv2"] }, "'conv2'", "depends");
        Refused(Fine with { Features = ["relu2", "conv1"] }, "'relu2'", "depends");
    }

    [Fact]
    public void Layer_WhoseFirstAxisIsNotTheBatch_IsRefused()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            var turned = b.Emit("Transpose", [x], Attributes.None.With("perm", new long[] { 1, 0 }), "turned");
            return Transpose(Relu(turned), 1, 0);
        });
        Refused(model, new(Inputs(("x", SmallModels.Random(72, 3, 4)))) { Features = ["turned"] }, "'turned'", "batch");
    }

    [Fact]
    public void Target_OfIntegers_IsRefused()
    {
        var model = SmallModels.Of(b =>
            Unary(
                "ArgMax",
                b.Input("x", ElementType.Float32, Dim.Batch, 4),
                Attributes.None.With("axis", 1).With("keepdims", 0)
            )
        );
        Refused(model, new(Inputs(("x", SmallModels.Random(73, 3, 4)))) { Target = Target.At() }, "int64", "gradient");
    }

    [Theory]
    [InlineData(new long[] { 2, 2, 8, 9 })]
    [InlineData(new long[] { 2, 3, 8, 8 })]
    [InlineData(new long[] { 2, 8, 8 })]
    [InlineData(new long[] { 2, 2, 8, 8, 1 })]
    public void Input_OfWrongShape_IsRefused(long[] shape) =>
        Refused(new(Inputs(("x", SmallModels.Random(74, shape)))), string.Join(',', shape), "[N,2,8,8]");

    [Fact]
    public void Input_WithoutBatch_IsRefused() => Refused(new(Inputs(("x", Tensor.Scalar(1f)))), "batch");

    [Fact]
    public void Input_OfWrongType_IsRefused() =>
        Refused(new(Inputs(("x", Picture.To(ElementType.Float64)))), "double", "float");

    [Fact]
    public void Input_MissingOrUnknown_IsRefused()
    {
        Refused(new(Inputs()), "missing", "x");
        Refused(new(Inputs(("picture", Picture))), "'picture'", "x");
    }

    [Fact]
    public void Inputs_WithoutExamplesOrOfDifferentNumbers_AreRefused()
    {
        Refused(new(Inputs(("x", SmallModels.Random(75, 0, 2, 8, 8)))), "no example");
        var ids = Tensor.Of(new long[9], 3, 3);
        Refused(
            SmallModels.Gated,
            new(Inputs(("ids", ids), ("x", SmallModels.Random(76, 2, 4)))) { Target = Target.At() },
            "different numbers",
            "ids 3",
            "x 2"
        );
    }

    [Fact]
    public void Input_OfAModelThatTakesFourAtOnce_IsRefused()
    {
        var model = SmallModels.Of(b => Relu(b.Input("x", ElementType.Float32, 4, 3)));
        Refused(model, new(Inputs(("x", SmallModels.Random(77, 4, 3)))), "4 examples at once");
    }

    [Fact]
    public void Model_OfIntegersWithoutEmbedding_AsksForALayer()
    {
        var model = SmallModels.Of(b => Cast(b.Input("ids", ElementType.Int64, Dim.Batch), ElementType.Float32));
        Refused(model, new(Inputs(("ids", Tensor.Of([1L, 2], 2)))), "name a layer");
    }

    [Fact]
    public void Example_WithAMissingValue_IsRefused()
    {
        var values = SmallModels.Random(80, 2, 4).ToFloats();
        values[6] = float.NaN;
        var question = new Question(Inputs(("x", Tensor.Of(values, 2, 4))));
        Refused(SmallModels.Smooth, question, "'x' is NaN at entry 2 of example 1", "filled in");
    }

    [Fact]
    public void Baseline_OfWrongShape_IsRefused()
    {
        Refused(Fine with { Baseline = Given(2, 8, 7) }, "'x'", "2,8,7]", "2,8,8]");
        Refused(Fine with { Baseline = Given(3, 2, 8, 8) }, "[3,2,8,8]", "[2,2,8,8]");
        Refused(Fine with { Features = ["pool1"], Baseline = Given(2, 2, 8, 8) }, "'pool1'", "[2,4,4,4]");

        static Baseline Given(params long[] shape) => Baseline.Given(SmallModels.Random(79, shape));
    }

    [Fact]
    public void Baseline_OfWhatIsNotExplained_IsRefused() =>
        Refused(
            Fine with
            {
                Baselines = ImmutableDictionary<string, Baseline>.Empty.Add("conv1", Baseline.Zero),
            },
            "'conv1'",
            "x"
        );

    private static void Refused(Question question, params string[] said) => Refused(SmallModels.Cnn, question, said);

    private static void Refused(Model model, Question question, params string[] said)
    {
        var message = Should.Throw<ModelException>(() => Integrate(model, question)).Message;
        message.ShouldNotContain('\n');
        message.Length.ShouldBeLessThan(300);
        foreach (var part in said)
            message.ShouldContain(part);
    }
}
