using System.Collections.Immutable;
using Ascribe.Experiments.FaceApi;
using Ascribe.Experiments.Photos;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Experiments.FacePairs;

/// <summary>A network of faces made into one that compares two.</summary>
/// <param name="Name">What it compares, for people.</param>
/// <param name="FileName">The same in file names.</param>
/// <param name="Pair">The network of both faces, whose output is the distance of their embeddings.</param>
/// <param name="Input">How a face becomes an input.</param>
internal sealed record PairCase(string Name, string FileName, Model Pair, InputCard Input)
{
    /// <summary>The inputs, in the order of the faces.</summary>
    public static ImmutableArray<string> Sides { get; } = [$"{SiamesePair.First}/input", $"{SiamesePair.Second}/input"];

    /// <summary>Patches on both pictures, in one game: nine on each.</summary>
    public PlayerDivision Patches =>
        PlayerDivision.Patches(PhotoCase.PatchSide(Input.Height), PhotoCase.PatchSide(Input.Width));

    /// <summary>Builds the pair of one of the package's networks.</summary>
    /// <param name="weights">Its weights.</param>
    /// <param name="package">The package.</param>
    public static PairCase Of(string weights, FaceApiPackage package) =>
        weights == FaceExpressionNetwork.Weights
            ? Of("expressions", "face-expression", FaceExpressionNetwork.Build(package.Weights(weights)), "features")
            : Of(
                "identities",
                "face-recognition",
                FaceRecognitionNetwork.Build(package.Weights(weights)),
                "descriptor"
            );

    /// <summary>A face as an input.</summary>
    public Tensor Tensor(Face face)
    {
        var seen = Input.Prepare(face.Picture);
        return Input.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);
    }

    private static PairCase Of(string name, string file, Model model, string embedding)
    {
        var card =
            CardCatalog.Find($"{file}.onnx")
            ?? throw new ModelException($"the card of {file}.onnx is missing from {CardCatalog.Folder}.");
        return new PairCase(name, file, SiamesePair.Of(model, embedding), card.Inputs["input"]);
    }
}
