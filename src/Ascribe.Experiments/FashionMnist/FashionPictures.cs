using System.Collections.Immutable;
using Ascribe.Arrays;
using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Training;

namespace Ascribe.Experiments.FashionMnist;

/// <summary>Fashion-MNIST: gray pictures of 28×28 pixels of ten kinds of clothing, as Debian packages it.</summary>
/// <param name="Training">60,000 pictures to learn from: float32 [N, 1, 28, 28] in [0, 1], and their classes.</param>
/// <param name="Test">10,000 others.</param>
/// <remarks>Source: Xiao, Rasul and Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017.</remarks>
public sealed record FashionPictures(LabeledBatch Training, LabeledBatch Test)
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Side = 28;

    private const string Variable = "ASCRIBE_FASHION_MNIST";
    private const string Installed = "/usr/share/datasets/fashion-mnist";

    /// <summary>The names of the classes.</summary>
    public static ImmutableArray<string> Labels { get; } =
    ["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"];

    /// <summary>The folder of the four files: the one given, else $ASCRIBE_FASHION_MNIST, else where Debian's package puts them.</summary>
    public static string Folder(string? given = null) =>
        given ?? (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : Installed);

    /// <summary>Reads the pictures.</summary>
    /// <param name="folder">The folder; see <see cref="Folder"/>.</param>
    /// <exception cref="ModelException">A file is missing or bad.</exception>
    public static FashionPictures Read(string folder) => new(Part(folder, "train"), Part(folder, "t10k"));

    private static LabeledBatch Part(string folder, string part)
    {
        var pictures = Read(folder, $"{part}-images-idx3-ubyte");
        var classes = Read(folder, $"{part}-labels-idx1-ubyte");
        if (
            pictures is not { ElementType: ElementType.UInt8, Rank: 3 }
            || pictures.Shape[1] != Side
            || pictures.Shape[2] != Side
        )
            throw new ModelException(
                $"{folder}: the pictures of '{part}' are {pictures}, not bytes of {Side}×{Side} pixels."
            );
        if (classes is not { ElementType: ElementType.UInt8, Rank: 1 } || classes.Length != pictures.Shape[0])
            throw new ModelException($"{folder}: the classes of '{part}' are {classes}, but the pictures {pictures}.");
        var numbers = classes.ToLongs();
        if (numbers.FirstOrDefault(n => n >= Labels.Length, -1) is >= 0 and var wrong)
            throw new ModelException($"{folder}: '{part}' has a picture of class {wrong}; there are {Labels.Length}.");
        var gray = Array.ConvertAll(pictures.Bytes.ToArray(), b => b / 255f);
        return new(
            ImmutableDictionary<string, Tensor>.Empty.Add(
                ConvolutionalNetwork.Image,
                Tensor.Of(gray, pictures.Shape[0], 1, Side, Side)
            ),
            [.. numbers]
        );
    }

    private static Tensor Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) ? IdxFile.Read(path)
            : File.Exists($"{path}.gz") ? IdxFile.Read($"{path}.gz")
            : throw new ModelException(
                $"{path}.gz is missing; install Fashion-MNIST by apt-get install dataset-fashion-mnist, or name the folder of its files by --data or {Variable}."
            );
    }
}
