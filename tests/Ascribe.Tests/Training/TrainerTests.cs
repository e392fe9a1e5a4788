using Ascribe.Onnx;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void LinearModel_ReachesTheLeastSquaresSolution()
    {
        // Columns that are orthogonal to each other and to ones: the solution of each coefficient stands by itself.
        double[] a = [1, 1, 1, 1, -1, -1, -1, -1];
        double[] b = [1, 1, -1, -1, 1, 1, -1, -1];
        double[] t = [0.3, 1.1, -0.7, 2.0, 0.4, -1.5, 0.9, 0.2];
        var x = Tensor.Of([.. a.Zip(b).SelectMany(p => new[] { p.First, p.Second })], 8, 2);
        var model = SmallModels.Of(g =>
        {
            var weight = g.Constant(Tensor.Of([0.0, 0.0], 2, 1), "weight");
            return MatMul(g.Input("x", ElementType.Float64, Dim.Batch, 2), weight)
                + g.Constant(Tensor.Vector(0.0), "bias");
        });
        var options = Lessons.Few with { Epochs = 600, BatchRows = 8, LearningRate = LearningRate.Cosine(0.05) };
        var trained = Trainer.Train(model, Lessons.Data("x", x, Tensor.Of(t, 8, 1)), options).Model.Graph.Constants;
        double[] expected = [a.Zip(t, (u, v) => u * v).Average(), b.Zip(t, (u, v) => u * v).Average()];
        Distance.Largest(trained["weight"].ToDoubles(), expected).ShouldBeLessThan(1e-6);
        trained["bias"].ToDoubles()[0].ShouldBe(t.Average(), 1e-6);
    }

    [Fact]
    public void Perceptron_LearnsASmoothFunctionItHasNotSeenEverywhere()
    {
        var (x, unseen) = (SmallModels.Random(30, 1024, 2), SmallModels.Random(31, 200, 2));
        var options = Lessons.Few with
        {
            Epochs = 60,
            BatchRows = 64,
            RunRows = null,
            LearningRate = LearningRate.Cosine(0.01),
        };
        var model = new MultiLayerPerceptron(2, 1).Build(seed: 1);
        var result = Trainer.Train(model, Lessons.Data("x", x, Function(x)), options);
        // The function has a standard deviation of about 0.7.
        Distance.RelativeL2(Lessons.Output(result.Model, unseen), Function(unseen).ToDoubles()).ShouldBeLessThan(0.03);
        result.Losses[^1].Training.ShouldBeLessThan(result.Losses[0].Training / 100);
        result.BestEpoch.ShouldBe(60);

        static Tensor Function(Tensor x)
        {
            var numbers = x.ToDoubles().Chunk(2).Select(r => (float)(Math.Sin(3 * r[0]) + r[0] * r[1]));
            return Tensor.Of([.. numbers], x.Shape[0], 1);
        }
    }

    [Fact]
    public void ConvolutionalNetwork_LearnsItsLabels()
    {
        var options = Lessons.Few with { Loss = Loss.CrossEntropy, Epochs = 60, BatchRows = 3 };
        var result = Trainer.Train(Lessons.Cnn, Lessons.Pictures, options);
        result.Losses[^1].Training.ShouldBeLessThan(0.05);
        var scores = Lessons.Output(result.Model, Lessons.Pictures.Inputs["x"]);
        scores.Chunk(3).Select(s => (long)s.Index().MaxBy(e => e.Item).Index).ShouldBe([0, 2, 1, 1, 2, 0]);
    }

    [Theory]
    [InlineData(1, 7, true)]
    [InlineData(2, 7, true)]
    [InlineData(5, 7, true)]
    [InlineData(1, 8, false)]
    public void Weights_DependOnTheSeedAndNotOnWorkers(int workers, int seed, bool same)
    {
        var first = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, Lessons.Few with { Workers = 1 });
        var other = Trainer.Train(
            SmallModels.Smooth,
            Lessons.Smooth,
            Lessons.Few with
            {
                Workers = workers,
                Seed = seed,
            }
        );
        AreEqual(first.Model, other.Model).ShouldBe(same);
        first.Losses.SequenceEqual(other.Losses).ShouldBe(same);
    }

    [Fact]
    public void Gradient_OfAStep_DoesNotDependOnItsRunsBeyondRounding()
    {
        var options = Lessons.Few with { Epochs = 1, BatchRows = 64 };
        var whole = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, options with { RunRows = 64 });
        var split = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, options with { RunRows = 7 });
        foreach (var parameter in whole.Trained)
            Distance
                .Largest(
                    split.Model.Graph.Constants[parameter.Name].ToDoubles(),
                    whole.Model.Graph.Constants[parameter.Name].ToDoubles()
                )
                .ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void TrainedModel_SavedAndLoaded_GivesTheSame()
    {
        using var folder = new TemporaryFolder();
        var trained = Trainer.Train(SmallModels.Smooth, Lessons.Smooth, Lessons.Few).Model;
        trained.Save(folder["trained.onnx"]);
        var loaded = Model.Load(folder["trained.onnx"]);
        loaded.Graph.Inputs.ShouldHaveSingleItem().ToString().ShouldBe("float[N,4] x");
        loaded.Graph.Outputs.ShouldHaveSingleItem().ToString().ShouldBe("float[N,2] y");
        AreEqual(trained, loaded).ShouldBeTrue();
        var x = Lessons.Smooth.Inputs["x"];
        Lessons.Output(loaded, x).ShouldBe(Lessons.Output(trained, x));
    }

    internal static bool AreEqual(Model a, Model b) =>
        a.Graph.Constants.Count == b.Graph.Constants.Count
        && a.Graph.Constants.All(c => b.Graph.Constants[c.Key].ContentEquals(c.Value));
}
