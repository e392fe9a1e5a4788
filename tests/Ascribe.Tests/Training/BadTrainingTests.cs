using Ascribe.Onnx;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Training;

/// <summary>What cannot be trained is refused in one line that says what is wrong.</summary>
public sealed class BadTrainingTests
{
    private static readonly TrainingOptions Squares = new() { Loss = Loss.SquaredError, Epochs = 2 };

    private static readonly TrainingOptions Classes = Squares with { Loss = Loss.CrossEntropy };

    private static readonly Tensor X = Lessons.Smooth.Inputs["x"];

    [Fact]
    public void LearningRate_FarTooHigh_IsNamedWithTheStepThatDiverged()
    {
        var options = Squares with { Epochs = 50, LearningRate = LearningRate.Constant(1e30) };
        var model = new MultiLayerPerceptron(4, 2).Build();
        Refused(model, Lessons.Smooth, options, "epoch ", "step 1", "lower the learning rate (1E+30)");
    }

    [Fact]
    public void Targets_OfAnotherShape_AreRefused()
    {
        Refused(Given(SmallModels.Random(40, 64, 3)), Squares, "float[64,3]", "float[N,2] y", "[N,2]");
        Refused(Given(SmallModels.Random(40, 64)), Squares, "float[64]", "[N,2]");
        Refused(Given(SmallModels.Random(40, 63, 2)), Squares, "64 examples", "float[63,2]");
        Refused(Given(Tensor.Of(new long[128], 64, 2)), Classes, "int64[64,2]", "[N]");
        Refused(Given(Tensor.Scalar(1f)), Squares, "[N,2]");
    }

    [Fact]
    public void Labels_OutOfRange_AreRefused()
    {
        var labels = new long[64];
        labels[5] = 2;
        Refused(Given(Tensor.Vector(labels)), Classes, "example 5 is 2", "2 classes", "0 to 1");
        labels[5] = -1;
        Refused(Given(Tensor.Vector(labels)), Classes, "example 5 is -1");
    }

    [Fact]
    public void Probabilities_ThatAreNone_AreRefused()
    {
        var rows = Enumerable.Repeat(0.5f, 128).ToArray();
        (rows[6], rows[7]) = (1.5f, -0.5f);
        Refused(Given(Tensor.Of(rows, 64, 2)), Classes, "example 3", "no probabilities");
        (rows[6], rows[7]) = (0.5f, 0.4f);
        Refused(Given(Tensor.Of(rows, 64, 2)), Classes, "example 3", "sum to 1");
    }

    [Fact]
    public void Numbers_ThatAreMissing_AreRefused()
    {
        var numbers = X.ToFloats();
        numbers[4 * 9 + 1] = float.NaN;
        Refused(
            Lessons.Data("x", Tensor.Of(numbers, 64, 4), Lessons.Smooth.Targets),
            Squares,
            "input 'x'",
            "example 9"
        );
        var targets = Lessons.Smooth.Targets.ToFloats();
        targets[23] = float.PositiveInfinity;
        Refused(Given(Tensor.Of(targets, 64, 2)), Squares, "the targets", "example 11");
    }

    [Fact]
    public void Model_WithoutParameters_IsRefused()
    {
        var model = SmallModels.Of(b => Tanh(b.Input("x", ElementType.Float32, Dim.Batch, 2)));
        var data = Lessons.Data("x", SmallModels.Random(41, 4, 2), SmallModels.Random(42, 4, 2));
        Refused(model, data, Squares, "no parameter to train");
    }

    [Fact]
    public void Freezing_OfWhatIsNotThereOrOfEverything_IsRefused()
    {
        Refused(Lessons.Smooth, Squares with { Frozen = ["w44"] }, "no parameter 'w44'", "w4");
        Refused(Lessons.Smooth, Squares with { FrozenUpTo = "hiden" }, "no value 'hiden'", "hidden");
        Refused(Lessons.Smooth, Squares with { FrozenUpTo = "y" }, "all 2 parameters are frozen");
    }

    [Fact]
    public void Scores_BehindASoftmax_AreRefused()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            return Unary("Softmax", b.Emit("MatMul", [x, Lessons.Stored(b, "w", 43, 4, 2)], hint: "logits"));
        });
        Refused(model, Given(Tensor.Vector(new long[64])), Classes, "probabilities already", "'logits'");
    }

    [Fact]
    public void Examples_ThatInfluenceEachOther_AreRefused()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            return MatMul(x - ReduceMean(x, [0]), Lessons.Stored(b, "w", 44, 4, 2));
        });
        Refused(model, Lessons.Smooth, Squares, "influence each other");
    }

    [Fact]
    public void Options_ThatMakeNoSense_AreRefused()
    {
        Refused(Lessons.Smooth, Squares with { Epochs = 0 }, "epochs is 0");
        Refused(Lessons.Smooth, Squares with { BatchRows = 0 }, "0 examples");
        Refused(Lessons.Smooth, Squares with { LearningRate = LearningRate.Constant(-1) }, "rate is -1", "positive");
        Refused(Lessons.Smooth, Squares with { LearningRate = LearningRate.Constant(double.NaN) }, "rate is NaN");
        Refused(Lessons.Smooth, Squares with { ValidationShare = 1 }, "share is 1", "[0, 1)");
        Refused(Lessons.Smooth, Squares with { ValidationShare = 0.1, Validation = Lessons.Smooth }, "one of them");
        Refused(Lessons.Smooth, Squares with { Patience = 3 }, "to stop early");
        Refused(Lessons.Smooth, Squares with { Resume = true }, "name the checkpoint");
    }

    [Fact]
    public void Validation_OfAnotherShape_IsRefused() =>
        Refused(
            Lessons.Smooth,
            Squares with
            {
                Validation = Lessons.Data("x", SmallModels.Random(45, 3, 5), SmallModels.Random(46, 3, 2)),
            },
            "float[3,5]",
            "[N,4]"
        );

    private static TrainingData Given(Tensor targets) => Lessons.Data("x", X, targets);

    private static void Refused(TrainingData data, TrainingOptions options, params string[] said) =>
        Refused(SmallModels.Smooth, data, options, said);

    private static void Refused(Model model, TrainingData data, TrainingOptions options, params string[] said)
    {
        var message = Should.Throw<ModelException>(() => Trainer.Train(model, data, options)).Message;
        message.ShouldNotContain('\n');
        message.Length.ShouldBeLessThan(300);
        foreach (var part in said)
            message.ShouldContain(part);
    }
}
