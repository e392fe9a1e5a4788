using System.Collections.Immutable;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --references: files as --input takes them, or folders of pictures.</summary>
internal static class ReferencesSpec
{
    private static readonly ImmutableArray<string> PictureEndings = [".jpg", ".jpeg", ".png", ".webp"];

    /// <summary>A tensor per input of the model, [R, …]; nothing where no file is given.</summary>
    /// <exception cref="ModelException">A file is bad, or has another shape than the examples.</exception>
    public static ImmutableDictionary<string, Tensor> Read(
        string[] paths,
        Network network,
        ModelCard? card,
        Question question
    )
    {
        if (paths.Length == 0)
            return ImmutableDictionary<string, Tensor>.Empty;
        var read = new ExampleReader(network, card).Read(paths.SelectMany(Files), []).Tensors;
        foreach (var (name, tensor) in read)
        {
            var example = question.Inputs[name];
            if (!tensor.Shape.AsSpan()[1..].SequenceEqual(example.Shape.AsSpan()[1..]))
                throw new ModelException($"the references of '{name}' are {tensor}, but the examples are {example}.");
        }
        return read;
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        string[] pictures =
        [
            .. Directory
                .EnumerateFiles(path)
                .Where(f => PictureEndings.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal),
        ];
        return pictures.Length > 0
            ? pictures
            : throw new ModelException($"{path} holds no picture ({string.Join(", ", PictureEndings)}).");
    }
}
