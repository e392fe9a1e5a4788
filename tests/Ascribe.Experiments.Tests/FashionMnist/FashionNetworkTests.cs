using Ascribe.Experiments.FashionMnist;
using Ascribe.Metrics;

namespace Ascribe.Experiments.Tests.FashionMnist;

public sealed class FashionNetworkTests
{
    private static readonly FashionNetwork Small = new()
    {
        Filters = [4, 6],
        Widths = [12],
        Epochs = 3,
        BatchRows = 20,
        LearningRate = 1e-2,
    };

    [Fact]
    public void Train_LearnsThePictures_AlikeForEverySeed()
    {
        using var folder = new TemporaryFolder();
        var pictures = FashionPictures.Read(TinyFashion.Write(folder.Path, 200, 50));
        var trained = Small.Train(pictures.Training).Model;
        ConfusionMatrix.Of(trained, pictures.Test).Accuracy.ShouldBeGreaterThan(0.9);
        Small.Train(pictures.Training).Model.ToBytes().ShouldBe(trained.ToBytes());
        (Small with { Seed = 1 }).Train(pictures.Training).Model.ToBytes().ShouldNotBe(trained.ToBytes());
    }

    [Fact]
    public void Train_GoesOnFromItsCheckpoint()
    {
        using var folder = new TemporaryFolder();
        var pictures = FashionPictures.Read(TinyFashion.Write(folder.Path, 100, 10));
        var whole = Small.Train(pictures.Training).Model;
        var broken = Small with { Checkpoint = folder["training.npz"] };
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => broken.Train(pictures.Training, new Stopping(stop), stop.Token));
        broken.Train(pictures.Training).Model.ToBytes().ShouldBe(whole.ToBytes());
    }

    /// <summary>Stops a training in its second pass.</summary>
    private sealed class Stopping(CancellationTokenSource stop) : IProgress<Ascribe.Training.TrainingProgress>
    {
        public void Report(Ascribe.Training.TrainingProgress value)
        {
            if (value.Epoch == 2)
                stop.Cancel();
        }
    }
}
