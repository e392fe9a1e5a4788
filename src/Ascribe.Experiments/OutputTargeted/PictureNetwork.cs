using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>A network that looks at pictures.</summary>
/// <param name="Network">The model.</param>
/// <param name="Card">How a picture becomes its input.</param>
internal sealed record PictureNetwork(Network Network, InputCard Card) : IDisposable
{
    /// <summary>The network of both experiments in the data folder: GoogLeNet with batch normalization, trained on ImageNet.</summary>
    public const string GoogLeNet = "models/googlenet-bn-imagenet-int8w.onnx";

    /// <summary>Opens the network.</summary>
    /// <exception cref="ModelException">It, or its card, is not there.</exception>
    public static PictureNetwork Open(DataFolder data)
    {
        var path = data.Require(GoogLeNet);
        var card =
            CardCatalog.Find(path)
            ?? throw new ModelException($"the card of {path} is missing from {CardCatalog.Folder}.");
        return new(Network.Load(path), card.Inputs.Values.Single());
    }

    /// <summary>What the network sees of a picture, as its input, [1, 3, H, W].</summary>
    /// <exception cref="ModelException">The picture cannot be read or prepared.</exception>
    public Tensor Input(Picture picture)
    {
        var seen = Card.Prepare(picture);
        return Card.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);
    }

    /// <summary>A photo, read when its turn comes, about the class that the network decides for.</summary>
    public Evaluation.EvaluatedExample Ask(string photo) =>
        new(Path.GetFileName(photo), () => Question.About(Network, Input(Picture.Load(photo))));

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();
}
