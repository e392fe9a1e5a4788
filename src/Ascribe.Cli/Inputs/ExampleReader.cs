using System.Collections.Immutable;
using Ascribe.Arrays;
using Ascribe.Imaging;
using Ascribe.Imaging.Cards;
using Ascribe.Onnx;

namespace Ascribe.Cli.Inputs;

/// <summary>Reads --input and --text options: photos, tables and text through the model's card, arrays as they are.</summary>
internal sealed class ExampleReader(Network network, ModelCard? card)
{
    private readonly List<(string Input, Part Part)> parts = [];
    private readonly List<string> texts = [];

    /// <summary>Reads all inputs.</summary>
    /// <param name="specs">Files, with or without the name of their input.</param>
    /// <param name="written">Texts written out, an example each.</param>
    /// <exception cref="ModelException">A file is bad or fits no input.</exception>
    public Examples Read(IEnumerable<string> specs, IEnumerable<string> written)
    {
        foreach (var spec in specs)
            Add(spec);
        texts.AddRange(written);
        var text = texts.Count > 0 ? TextExamples.Of(texts, card) : null;
        foreach (var (name, tensor) in text?.Tensors(network.Inputs) ?? [])
            parts.Add((name, new Part(tensor, [.. texts.Select(TextExamples.Name)], null, [])));
        foreach (var input in network.Inputs.Where(i => parts.TrueForAll(p => p.Input != i.Name)))
            throw new ModelException($"the input {input} is missing; give it with --input {input.Name}=FILE.");
        var byInput = parts
            .GroupBy(p => p.Input, p => p.Part, StringComparer.Ordinal)
            .ToImmutableDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        return new Examples(
            byInput.ToImmutableDictionary(p => p.Key, p => Stacked(p.Key, p.Value), StringComparer.Ordinal),
            [.. byInput[network.Inputs[0].Name].SelectMany(p => p.Names)],
            byInput
                .Where(p => p.Value.All(part => part.Picture is not null))
                .ToImmutableDictionary(
                    p => p.Key,
                    p => p.Value.Select(part => part.Picture!).ToImmutableArray(),
                    StringComparer.Ordinal
                ),
            byInput
                .Where(p => p.Value[0].Columns.Length > 0)
                .ToImmutableDictionary(p => p.Key, p => p.Value[0].Columns, StringComparer.Ordinal),
            text
        );
    }

    private void Add(string spec)
    {
        var isText = Path.GetExtension(spec).Equals(".txt", StringComparison.OrdinalIgnoreCase);
        if (isText && (File.Exists(spec) || !spec.Contains('=', StringComparison.Ordinal)))
        {
            texts.AddRange(Lines(spec));
            return;
        }
        var (input, path) = Split(spec);
        if (isText)
            throw new ModelException(
                $"{path}: the model's card says which inputs text becomes; give the file without the name of an input."
            );
        switch (Path.GetExtension(path).ToUpperInvariant())
        {
            case ".NPZ":
                AddArchive(input, path);
                break;
            case ".NPY":
                parts.Add((input.Name, Array(input, Npy.Read(path), path)));
                break;
            case ".CSV":
                var table = CsvTable.Read(path, card?.Columns.GetValueOrDefault(input.Name, []) ?? []);
                parts.Add((input.Name, Array(input, table.Values, path) with { Columns = table.Columns }));
                break;
            case ".JPG" or ".JPEG" or ".PNG" or ".WEBP":
                parts.Add((input.Name, Photo(input, path)));
                break;
            default:
                throw new ModelException(
                    $"{path}: the ending tells no kind of input that can be read (.jpg, .jpeg, .png, .webp, .npy, .npz, .csv, .txt)."
                );
        }
    }

    /// <summary>A text a line.</summary>
    private static string[] Lines(string path)
    {
        try
        {
            string[] lines = [.. File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line))];
            return lines.Length > 0 ? lines : throw new ModelException($"{path} holds no text.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>NAME=FILE, or a file alone where the model has one input.</summary>
    private (ValueInfo Input, string Path) Split(string spec)
    {
        var equals = spec.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0 && network.Inputs.FirstOrDefault(i => i.Name == spec[..equals]) is { } named)
            return (named, spec[(equals + 1)..]);
        if (equals > 0 && !File.Exists(spec))
            throw new ModelException(
                $"the model has no input '{spec[..equals]}'; its inputs are {string.Join(", ", network.Inputs)}."
            );
        return network.Inputs.Length == 1 || Path.GetExtension(spec).Equals(".npz", StringComparison.OrdinalIgnoreCase)
            ? (network.Inputs[0], spec)
            : throw new ModelException(
                $"the model has several inputs ({string.Join(", ", network.Inputs)}); say which one {spec} is: --input NAME={spec}."
            );
    }

    /// <summary>Arrays go to the inputs of their names; a single array of another name to the input that was named, or the only one.</summary>
    private void AddArchive(ValueInfo input, string path)
    {
        var arrays = Npz.Read(path);
        var matching = network.Inputs.Where(i => arrays.ContainsKey(i.Name)).ToArray();
        foreach (var match in matching)
            parts.Add((match.Name, Array(match, arrays[match.Name], path)));
        if (matching.Length > 0)
            return;
        parts.Add(
            arrays.Count == 1
                ? (input.Name, Array(input, arrays.Values.First(), path))
                : throw new ModelException(
                    $"{path} holds the arrays {string.Join(", ", arrays.Keys)}, none of which bears an input's name ({string.Join(", ", network.Inputs.Select(i => i.Name))})."
                )
        );
    }

    private static Part Array(ValueInfo input, Tensor tensor, string path)
    {
        var rank = input.Shape?.Length ?? tensor.Rank;
        // One example may come without its batch axis.
        var batched = tensor.Rank == rank - 1 ? tensor.Reshape([1, .. tensor.Shape]) : tensor;
        if (batched.Rank != rank || batched.Rank == 0)
            throw new ModelException($"{path} holds {tensor}, but the input is {input}.");
        if (
            batched.ElementType.IsFloating() != input.ElementType.IsFloating()
            && input.ElementType != ElementType.Undefined
            && !input.ElementType.IsFloating()
        )
            throw new ModelException($"{path} holds {tensor}, but the input is {input}: whole numbers are wanted.");
        var typed = input.ElementType == ElementType.Undefined ? batched : batched.To(input.ElementType);
        var name = Path.GetFileName(path);
        var count = (int)typed.Shape[0];
        return new Part(
            typed,
            [.. Enumerable.Range(0, count).Select(i => count == 1 ? name : $"{name}[{i}]")],
            null,
            []
        );
    }

    private Part Photo(ValueInfo input, string path)
    {
        if (card?.Inputs.GetValueOrDefault(input.Name) is not { } inputCard)
            throw new ModelException(
                $"no model card says how photos become '{input.Name}' ({input}); write one beside the model (MODEL.ascribe.json), give --card FILE, or give a prepared .npy."
            );
        var seen = inputCard.Prepare(Picture.Load(path));
        var tensor = inputCard.Preprocessing.Apply(seen.Width, seen.Height, seen.Pixels).To(input.ElementType);
        return new Part(tensor, [Path.GetFileName(path)], seen, []);
    }

    private static Tensor Stacked(string input, Part[] parts)
    {
        var tensors = parts.Select(p => p.Tensor).ToArray();
        var odd = System.Array.Find(
            tensors,
            t => t.Rank != tensors[0].Rank || !t.Shape.AsSpan()[1..].SequenceEqual(tensors[0].Shape.AsSpan()[1..])
        );
        if (odd is not null)
            throw new ModelException($"the examples of '{input}' differ in shape: {tensors[0]} and {odd}.");
        return Tensor.Stacked(tensors);
    }

    /// <summary>What one option gives for one input.</summary>
    private sealed record Part(
        Tensor Tensor,
        ImmutableArray<string> Names,
        Picture? Picture,
        ImmutableArray<string> Columns
    );
}
