using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Experiments.OutputTargeted;

/// <summary>A network that looks at pictures.</summary>
/// <param name="Network">The model.</param>
/// <param name="Card">How a picture becomes its input.</param>
public sealed record PictureNetwork(Network Network, InputCard Card) : IDisposable
{
    /// <summary>The network of both experiments in the data folder: GoogLeNet with batch normalization, trained on ImageNet.</summary>
    internal const string GoogLeNet = "models/googlenet-bn-imagenet-int8w.onnx";

    /// <summary>Opens the network.</summary>
    /// <exception cref="ModelException">It, or its card, is not there.</exception>
    internal static PictureNetwork Open(DataFolder data)
    {
        var path = data.Require(GoogLeNet);
        var card =
            CardCatalog.Find(path)
            ?? throw new ModelException($"the card of {path} is missing from {CardCatalog.Folder}.");
        return new(Network.Load(path), card.Inputs.Values.Single());
    }

    /// <summary>A network of one input that a card makes of pictures.</summary>
    /// <exception cref="ModelException">It has several inputs, or no card says how pictures become its input.</exception>
    public static PictureNetwork Of(Network network, ModelCard? card) =>
        network.Inputs is [var input] && card?.Inputs.GetValueOrDefault(input.Name) is { } pictures
            ? new(network, pictures)
            : throw new ModelException(
                network.Inputs.Length == 1
                    ? $"no model card says how pictures become '{network.Inputs[0].Name}'; write one beside the model (MODEL.ascribe.json), or give --card FILE."
                    : $"the model has {network.Inputs.Length} inputs; pictures are put into models of one."
            );

    /// <summary>A picture of the network's own size as its input, [1, …].</summary>
    /// <exception cref="ModelException">The picture has another size.</exception>
    public Tensor Taken(Picture seen)
    {
        if ((seen.Width, seen.Height) != (Card.Width, Card.Height))
            throw new ModelException(
                $"a picture of {seen.Width} × {seen.Height} pixels is not what the network sees, {Card.Width} × {Card.Height}."
            );
        var tensor = Card.Preprocessing.Apply(seen.Width, seen.Height, seen.Over(Rgb.White).Pixels);
        return Network.Inputs[0].ElementType == ElementType.Float64 ? tensor.To(ElementType.Float64) : tensor;
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
