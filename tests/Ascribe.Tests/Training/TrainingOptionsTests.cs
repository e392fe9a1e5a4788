using Ascribe.Onnx;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Training;

/// <summary>What a training is told to do besides.</summary>
public sealed class TrainingOptionsTests
{
    [Fact]
    public void EarlyStopping_KeepsTheWeightsOfTheBestEpoch()
    {
        // Noise can be learnt by heart, but not for rows that were held back.
        var options = Lessons.Few with
        {
            Epochs = 300,
            LearningRate = LearningRate.Constant(0.02),
            ValidationShare = 0.25,
            Patience = 5,
        };
        var model = new MultiLayerPerceptron(4, 2).Build(seed: 2);
        var result = Trainer.Train(model, Lessons.Smooth, options);
        result.BestEpoch.ShouldBeGreaterThan(1);
        result.Losses.Length.ShouldBe(result.BestEpoch + 5);
        result.Losses.Length.ShouldBeLessThan(300);
        var best = result.Losses[result.BestEpoch - 1].Validation!.Value;
        result.Losses.ShouldAllBe(l => l.Validation >= best);
        var (_, held) = RowOrder.Split(64, 0.25, 7);
        var outputs = Lessons.Output(result.Model, Lessons.Smooth.Inputs["x"]);
        var targets = Lessons.Smooth.Targets.ToDoubles();
        held.Length.ShouldBe(16);
        held.SelectMany(row => new[] { 2 * row, 2 * row + 1 })
            .Average(i => Math.Pow(outputs[i] - targets[i], 2))
            .ShouldBe(best, 1e-5);
    }

    [Fact]
    public void ValidationExamples_OfTheirOwn_AreNotLearntFrom()
    {
        var validation = Lessons.Data("x", SmallModels.Random(32, 10, 4), SmallModels.Random(33, 10, 2));
        var without = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, Lessons.Few);
        var with = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, Lessons.Few with { Validation = validation });
        with.Losses.Select(l => l.Training).ShouldBe(without.Losses.Select(l => l.Training));
        with.Losses.ShouldAllBe(l => l.Validation > 0);
    }

    [Fact]
    public void Frozen_StayAsTheyAreBitForBit()
    {
        var options = Lessons.Few with { Loss = Loss.CrossEntropy, FrozenUpTo = "pooled", Frozen = ["b3"] };
        var result = Trainer.Train(Lessons.Cnn, Lessons.Pictures, options);
        foreach (var (name, tensor) in Lessons.Cnn.Graph.Constants)
            result.Model.Graph.Constants[name].ContentEquals(tensor).ShouldBe(name is "w1" or "b1" or "b3", name);
        result.Trained.Select(p => p.Name).ShouldBe(["w2", "b2", "w3"]);
    }

    [Fact]
    public void WeightDecay_ShrinksMatricesAndLeavesVectors()
    {
        // Inputs of 0 leave only the bias a gradient; it begins where it has none.
        var model = SmallModels.Of(b =>
            MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 2), Lessons.Stored(b, "w", 34, 2, 3))
            + Lessons.Stored(b, "b", 35, 3)
        );
        var bias = model.Graph.Constants["b"];
        var data = Lessons.Data(
            "x",
            Tensor.Filled(ElementType.Float32, [4, 2], 0),
            Tensor.Stacked([.. Enumerable.Repeat(bias.Reshape(1, 3), 4)])
        );
        var options = Lessons.Few with
        {
            Epochs = 10,
            BatchRows = 4,
            Adam = new Adam { WeightDecay = 2 },
        };
        var trained = Trainer.Train(model, data, options).Model.Graph.Constants;
        trained["b"].ContentEquals(bias).ShouldBeTrue();
        double[] expected = [.. model.Graph.Constants["w"].ToDoubles().Select(w => w * Math.Pow(1 - 0.02, 10))];
        Distance.Largest(trained["w"].ToDoubles(), expected).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void HiddenValue_CanBeJudged()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            var scores = b.Emit(
                "Add",
                [MatMul(x, Lessons.Stored(b, "w", 36, 4, 3)), Lessons.Stored(b, "b", 37, 3)],
                hint: "scores"
            );
            return Unary("Softmax", scores, Attributes.None.With("axis", 1));
        });
        var data = Lessons.Data("x", SmallModels.Random(38, 3, 4), Tensor.Vector(2L, 0, 1));
        var options = Lessons.Few with
        {
            Loss = Loss.CrossEntropy,
            Epochs = 200,
            LearningRate = LearningRate.Constant(0.05),
            ValueName = "scores",
        };
        var probabilities = Lessons.Output(Trainer.Train(model, data, options).Model, data.Inputs["x"]);
        new[] { probabilities[2], probabilities[3], probabilities[7] }.ShouldAllBe(p => p > 0.9);
    }

    [Fact]
    public void Progress_CountsStepsAndEpochs()
    {
        var told = new Listener();
        var options = Lessons.Few with { Epochs = 2, ValidationShare = 0.25 };
        var result = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, options, told);
        told.Heard.Select(p => (p.Epoch, p.Step, p.ValidationLoss is null))
            .ShouldBe([(1, 1, true), (1, 2, true), (1, 2, false), (2, 1, true), (2, 2, true), (2, 2, false)]);
        told.Heard.ShouldAllBe(p => p.Epochs == 2 && p.Steps == 2);
        told.Heard[^1].Loss.ShouldBe(result.Losses[1].Training);
        told.Heard[^1].ValidationLoss.ShouldBe(result.Losses[1].Validation);
    }

    private sealed class Listener : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Heard { get; } = [];

        public void Report(TrainingProgress value) => Heard.Add(value);
    }
}
