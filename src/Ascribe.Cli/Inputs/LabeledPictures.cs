using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Cli.Terminal;
using Ascribe.Experiments.FashionMnist;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Cli.Inputs;

/// <summary>Pictures with the classes that they belong to.</summary>
/// <param name="network">The model.</param>
/// <param name="card">Its card.</param>
/// <param name="labels">The names of its classes.</param>
internal sealed class LabeledPictures(Network network, ModelCard? card, ImmutableArray<string> labels)
{
    /// <summary>What names Fashion-MNIST instead of a folder.</summary>
    public const string FashionMnist = "fashion-mnist";

    /// <summary>Fashion-MNIST as the model takes it: pictures to learn from, and others.</summary>
    /// <exception cref="ModelException">It is not installed, or the model has several inputs.</exception>
    public (LabeledBatch Training, LabeledBatch Test) Fashion()
    {
        if (network.Inputs is not [var input])
            throw new ModelException($"the model has {network.Inputs.Length} inputs; {FashionMnist} is for one.");
        var pictures = FashionPictures.Read(FashionPictures.Folder());
        return (Named(pictures.Training), Named(pictures.Test));

        LabeledBatch Named(LabeledBatch batch) =>
            batch with
            {
                Inputs = ImmutableDictionary<string, Tensor>.Empty.Add(input.Name, batch.Inputs.Values.Single()),
            };
    }

    /// <summary>Reads pictures; one that cannot be read is left out with a remark.</summary>
    /// <param name="path">A table with a column for the label, or a folder with a folder for each class.</param>
    /// <param name="root">Where relative paths of a table begin; null for the folder that the table lies in.</param>
    /// <param name="limit">How many to take, the first ones; null for all.</param>
    /// <exception cref="ModelException">None can be read, or one has no label, or that of no class.</exception>
    public LabeledBatch Read(string path, string? root, int? limit)
    {
        var pictures = Listed(path, root).Take(limit ?? int.MaxValue).ToArray();
        var read = new List<(ImmutableDictionary<string, Tensor> Inputs, long Class)>();
        ModelException? first = null;
        foreach (var picture in pictures)
        {
            var number = Class(path, picture);
            try
            {
                read.Add((new ExampleReader(network, card).Read([picture.Path], []).Tensors, number));
            }
            catch (ModelException e)
            {
                first ??= e;
                Screen.Remark($"skipped: {e.Message}");
            }
        }
        if (read.Count == 0)
            throw new ModelException(
                $"none of {pictures.Length} pictures can be read; the first: {first!.Message}",
                first
            );
        return new(
            network.Inputs.ToImmutableDictionary(
                i => i.Name,
                i => Tensor.Stacked([.. read.Select(r => r.Inputs[i.Name])]),
                StringComparer.Ordinal
            ),
            [.. read.Select(r => r.Class)]
        );
    }

    /// <summary>A class by its index or its name.</summary>
    /// <exception cref="ModelException">There is no such class, or several fit.</exception>
    public int Class(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            return new ClassLabels(labels).Find(text);
        return index < labels.Length
            ? index
            : throw new ModelException(
                $"there is no class {index}; the model tells {labels.Length} apart, 0 to {labels.Length - 1}."
            );
    }

    private static ImmutableArray<ListedPicture> Listed(string path, string? root)
    {
        if (!Directory.Exists(path))
            return PictureList.Read(path, root);
        var folders = Directory.GetDirectories(path);
        if (folders.Length == 0)
            throw new ModelException(
                $"{path}: give a folder with a folder of pictures for each class, or a table with a column 'label'."
            );
        return
        [
            .. from folder in folders.Order(StringComparer.Ordinal)
            let name = Path.GetFileName(folder)
            from file in PictureFolder.Files(folder)
            select new ListedPicture(Path.Combine(name, Path.GetFileName(file)), file, name),
        ];
    }

    private long Class(string list, ListedPicture picture) =>
        picture.Label is { Length: > 0 } label
            ? Class(label)
            : throw new ModelException(
                $"{list}: '{picture.Name}' has no label; a column 'label' names the class of each picture."
            );
}
