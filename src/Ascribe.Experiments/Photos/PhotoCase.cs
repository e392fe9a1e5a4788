using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Players;

namespace Ascribe.Experiments.Photos;

/// <summary>A network with the photos that it is asked about.</summary>
/// <param name="Name">The network, for people.</param>
/// <param name="FileName">The same in file names.</param>
/// <param name="Model">The network.</param>
/// <param name="Input">How photos become its input.</param>
/// <param name="Labels">Its classes, in the order of its output.</param>
/// <param name="Photos">What is explained.</param>
/// <param name="References">Photos that are not explained and that the mean is taken over.</param>
internal sealed record PhotoCase(
    string Name,
    string FileName,
    Model Model,
    InputCard Input,
    ImmutableArray<string> Labels,
    ImmutableArray<Photo> Photos,
    ImmutableArray<Photo> References
)
{
    /// <summary>Patches of 80×80 pixels where a picture has 224×224, and in proportion elsewhere: nine of them.</summary>
    public PlayerDivision Patches => PlayerDivision.Patches(PatchSide(Input.Height), PatchSide(Input.Width));

    /// <summary>80 of 224 pixels.</summary>
    public static int PatchSide(int side) => (80 * side + 112) / 224;

    /// <summary>What the network sees of a photo.</summary>
    public Picture Seen(Photo photo) => Input.Prepare(photo.Load());

    /// <summary>A picture of the network's size as its input.</summary>
    public Tensor Tensor(Picture seen) => Input.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels);

    /// <summary>What a class is called, without its synonyms.</summary>
    public string Class(long index) =>
        index < Labels.Length ? Labels[(int)index].Split(',')[0].Trim() : $"class {index}";
}
