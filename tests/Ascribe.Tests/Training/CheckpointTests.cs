using Ascribe.Onnx;
using Ascribe.Training;

namespace Ascribe.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private TrainingOptions Options =>
        new()
        {
            Loss = Loss.SquaredError,
            Epochs = 6,
            BatchRows = 20,
            LearningRate = LearningRate.Cosine(0.02),
            ValidationShare = 0.2,
            Adam = new Adam { WeightDecay = 0.01 },
            Checkpoint = folder["checkpoint.npz"],
            Resume = true,
        };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Resumed_AfterAnInterruption_IsWhatAnUninterruptedTrainingGives(int epochs)
    {
        var whole = Train(Options with { Checkpoint = null, Resume = false });
        using var source = new CancellationTokenSource();
        // The last word of an epoch comes when its checkpoint stands; a step of the next one is never finished.
        var stop = new Stopper(epochs, source);
        if (epochs < 6)
            Should.Throw<OperationCanceledException>(() =>
                Trainer.Train(SmallModels.Smooth, Lessons.Smooth, Options, stop, source.Token)
            );
        else
            Train(Options);
        var resumed = Train(Options);
        TrainerTests.AreEqual(resumed.Model, whole.Model).ShouldBeTrue();
        resumed.Losses.ShouldBe(whole.Losses);
        resumed.BestEpoch.ShouldBe(whole.BestEpoch);
    }

    [Fact]
    public void Resumed_AtAConstantRate_CanGoOnForMoreEpochs()
    {
        var constant = Options with { LearningRate = LearningRate.Constant(0.02) };
        Train(constant with { Epochs = 2 });
        var resumed = Train(constant);
        var whole = Train(constant with { Resume = false });
        TrainerTests.AreEqual(resumed.Model, whole.Model).ShouldBeTrue();
        resumed.Losses.ShouldBe(whole.Losses);
    }

    [Fact]
    public void Checkpoint_OfOtherSettings_IsRefused()
    {
        Train(Options with { Epochs = 1, LearningRate = LearningRate.Constant(0.02) });
        var other = Options with { LearningRate = LearningRate.Constant(0.03) };
        Complaint(() => Train(other)).ShouldContain("learning-rate 0.02, not 0.03");
        Complaint(() => Train(other with { LearningRate = LearningRate.Constant(0.02), Seed = 3 }))
            .ShouldContain("seed 0, not 3");
    }

    [Fact]
    public void Checkpoint_OfAnotherModel_IsRefused()
    {
        Train(Options);
        var other = new MultiLayerPerceptron(4, 2).Build();
        Complaint(() => Trainer.Train(other, Lessons.Smooth, Options)).ShouldContain("weight1 is missing");
    }

    [Fact]
    public void Checkpoint_ThatIsNone_IsRefused()
    {
        File.WriteAllText(Options.Checkpoint!, "no archive");
        Complaint(() => Train(Options)).ShouldContain("this is no .npz archive");
        Ascribe.Arrays.Npz.Write(Options.Checkpoint!, [KeyValuePair.Create("x", Tensor.Scalar(1.0))]);
        Complaint(() => Train(Options)).ShouldContain("this is no checkpoint of a training");
    }

    private static string Complaint(Action action) => Should.Throw<ModelException>(action).Message;

    private static TrainingResult Train(TrainingOptions options) =>
        Trainer.Train(SmallModels.Smooth, Lessons.Smooth, options);

    private sealed class Stopper(int epoch, CancellationTokenSource source) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch > epoch)
                source.Cancel();
        }
    }
}
