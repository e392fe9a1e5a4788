using System.Collections.Immutable;
using Ascribe.Cli.Inputs;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Methods;

/// <summary>Reads --references: files as --input takes them, or folders of pictures.</summary>
internal static class ReferencesSpec
{
    private const int PicturesAtOnce = 16;

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

    /// <summary>The same, read whenever they are needed and a few at a time, so that a folder may be of any size.</summary>
    /// <exception cref="ModelException">A folder holds no picture.</exception>
    public static ReferenceSet Stream(IReadOnlyList<string> paths, Network network, ModelCard? card)
    {
        var files = paths.SelectMany(Files).ToArray();
        // Files of several inputs belong together.
        var size = network.Inputs.Length == 1 ? PicturesAtOnce : files.Length;
        return ReferenceSet.OfInputs(
            files.Chunk(size).Select(chunk => new ExampleReader(network, card).Read(chunk, []).Tensors)
        );
    }

    private static IEnumerable<string> Files(string path) =>
        Directory.Exists(path) ? PictureFolder.Files(path) : [path];
}
