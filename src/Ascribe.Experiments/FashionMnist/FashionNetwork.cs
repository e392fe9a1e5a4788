using System.Collections.Immutable;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Training;

namespace Ascribe.Experiments.FashionMnist;

/// <summary>How a network for Fashion-MNIST is built and trained.</summary>
public sealed record FashionNetwork
{
    /// <summary>The filters of each convolution.</summary>
    public ImmutableArray<int> Filters { get; init; } = [16, 32];

    /// <summary>The widths of the hidden dense layers.</summary>
    public ImmutableArray<int> Widths { get; init; } = [64];

    /// <summary>Passes over the pictures.</summary>
    public int Epochs { get; init; } = 6;

    /// <summary>Pictures in a step.</summary>
    public int BatchRows { get; init; } = 64;

    /// <summary>The length of the first steps; it falls to 0 along half a cosine.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Decides the first weights and the order of learning.</summary>
    public int Seed { get; init; }

    /// <summary>An .npz file that is written after each epoch, to go on from where it is there; null for none.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>How pictures become the input, and what the outputs mean.</summary>
    public static ModelCard Card { get; } =
        new()
        {
            Name = "Fashion-MNIST",
            Source = "trained by ascribe train fashion-mnist",
            Inputs = ImmutableSortedDictionary<string, InputCard>.Empty.Add(
                ConvolutionalNetwork.Image,
                new()
                {
                    Width = FashionPictures.Side,
                    Height = FashionPictures.Side,
                    Channels = ChannelOrder.Gray,
                }
            ),
            Outputs = ImmutableSortedDictionary<string, OutputCard>.Empty.Add(
                ConvolutionalNetwork.Logits,
                new() { Labels = FashionPictures.Labels }
            ),
        };

    /// <summary>Trains a fresh network.</summary>
    /// <param name="pictures">What to learn from.</param>
    /// <param name="progress">Told how far the training is.</param>
    /// <param name="cancellation">Ends it; a checkpoint stays.</param>
    /// <exception cref="ModelException">The settings make no sense.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public TrainingResult Train(
        LabeledBatch pictures,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var model = new ConvolutionalNetwork(
            1,
            FashionPictures.Side,
            FashionPictures.Side,
            FashionPictures.Labels.Length
        )
        {
            Filters = Filters,
            Widths = Widths,
        }.Build(Seed);
        var data = new TrainingData(pictures.Inputs, Tensor.Vector(pictures.Classes.ToArray()));
        var options = new TrainingOptions
        {
            Loss = Loss.CrossEntropy,
            Epochs = Epochs,
            BatchRows = BatchRows,
            LearningRate = Ascribe.Training.LearningRate.Cosine(LearningRate),
            Seed = Seed,
            Checkpoint = Checkpoint,
            Resume = Checkpoint is not null,
        };
        return Trainer.Train(model, data, options, progress, cancellation);
    }
}
