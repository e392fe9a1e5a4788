using System.Collections.Immutable;
using System.Text.Json;
using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>The weights of a TensorFlow.js model: a JSON list of groups of tensors, and the binary files that hold them in order.</summary>
/// <param name="Path">The manifest's file.</param>
/// <param name="Tensors">The tensors by name, dequantized to float32; convolution filters as [height, width, in, out].</param>
public sealed record WeightsManifest(string Path, ImmutableDictionary<string, Tensor> Tensors)
{
    private sealed record Group(ImmutableArray<string> Paths, ImmutableArray<WeightEntry> Weights);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The tensor of a name.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public Tensor this[string name] =>
        Tensors.GetValueOrDefault(name) ?? throw new ModelException($"{Path}: there is no tensor '{name}'.");

    /// <summary>Reads a manifest and its binary files, which lie beside it.</summary>
    /// <exception cref="ModelException">A file is absent, no manifest, too short, too long or outside the folder; or a tensor is of a type that cannot be read.</exception>
    public static WeightsManifest Load(string path)
    {
        try
        {
            var tensors = ImmutableDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
            foreach (var group in Groups(path))
                Read(group, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!, tensors);
            return new(path, tensors.ToImmutable());
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw new ModelException($"{path}: this is no manifest of weights.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static ImmutableArray<Group> Groups(string path)
    {
        var groups = JsonSerializer.Deserialize<ImmutableArray<Group?>>(File.ReadAllBytes(path), Json);
        var whole =
            !groups.IsDefault
            && groups.All(g => g is { Paths.IsDefault: false, Weights.IsDefault: false })
            && groups.All(g => g!.Paths.All(p => p is not null))
            && groups.All(g => g!.Weights.All(w => w is { Shape.IsDefault: false }));
        return whole ? groups.CastArray<Group>() : throw new JsonException();
    }

    private static void Read(Group group, string folder, ImmutableDictionary<string, Tensor>.Builder tensors)
    {
        var bytes = group.Paths.SelectMany(file => File.ReadAllBytes(Beside(folder, file))).ToArray();
        var start = 0;
        foreach (var entry in group.Weights)
        {
            var length = Tensor.CountOf(entry.Shape) * entry.StoredSize;
            if (length > bytes.Length - start)
                throw new ModelException($"the binary files end before tensor '{entry.Name}'.");
            var values = entry.Decode(bytes.AsSpan(start, (int)length));
            if (!tensors.TryAdd(entry.Name, Tensor.Of(values, entry.Shape.AsSpan())))
                throw new ModelException($"there are two tensors '{entry.Name}'.");
            start += (int)length;
        }
        if (start < bytes.Length)
            throw new ModelException(
                $"the binary files hold {bytes.Length - start} bytes more than the manifest names."
            );
    }

    private static string Beside(string folder, string file) =>
        file.Length > 0 && string.Equals(System.IO.Path.GetFileName(file), file, StringComparison.Ordinal)
            ? System.IO.Path.Combine(folder, file)
            : throw new ModelException($"the binary file '{file}' does not lie beside the manifest.");
}
