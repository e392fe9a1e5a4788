using System.Collections.Immutable;
using Ascribe.Experiments.FashionMnist;
using Ascribe.Experiments.Pruning;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Pruning;

/// <summary>A small trained network and its pictures, the same for all tests.</summary>
internal static class FashionTask
{
    private static readonly Lazy<(FashionPictures Pictures, Model Model)> Trained = new(Train);

    public static FashionPictures Pictures => Trained.Value.Pictures;

    public static Model Model => Trained.Value.Model;

    /// <summary>The network for some classes.</summary>
    public static PruningTask For(bool rest, params ImmutableArray<int> classes) =>
        PruningTask.Of(Model, FashionPictures.Labels, classes, rest, Pictures.Training, Pictures.Test);

    private static (FashionPictures, Model) Train()
    {
        using var folder = new TemporaryFolder();
        var pictures = FashionPictures.Read(TinyFashion.Write(folder.Path, 300, 100));
        var network = new FashionNetwork
        {
            Filters = [4, 6],
            Widths = [12],
            Epochs = 4,
            BatchRows = 20,
            LearningRate = 1e-2,
        };
        return (pictures, network.Train(pictures.Training).Model);
    }
}
