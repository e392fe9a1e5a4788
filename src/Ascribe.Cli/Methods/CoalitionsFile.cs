using System.Collections.Immutable;
using Ascribe.Arrays;
using Ascribe.Games;
using Ascribe.Onnx;

namespace Ascribe.Cli.Methods;

/// <summary>Reads --coalitions: an array [B, players] of truth values, or of 0 and 1.</summary>
internal static class CoalitionsFile
{
    /// <summary>The coalitions, a row each.</summary>
    /// <exception cref="UsageException">The ending is neither .npy nor .npz.</exception>
    /// <exception cref="ModelException">The file cannot be read, or holds no such array.</exception>
    public static ImmutableArray<Coalition> Read(string path)
    {
        var tensor = Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".NPY" => Npy.Read(path),
            ".NPZ" => Only(path, Npz.Read(path)),
            _ => throw new UsageException($"--coalitions {path}: give a .npy file, or a .npz file of one array."),
        };
        if (tensor.Rank != 2 || tensor.Length == 0)
            throw new ModelException($"{path} holds {tensor}, but coalitions are [B, players].");
        var bits = tensor.ToDoubles();
        var odd = bits.AsSpan().IndexOfAnyExcept(0.0, 1.0);
        if (odd >= 0)
            throw new ModelException($"{path} holds {bits[odd]:G4}, but a player is in a coalition (1) or not (0).");
        var players = (int)tensor.Shape[1];
        return
        [
            .. bits.Chunk(players)
                .Select(row => Coalition.Of(players, [.. Enumerable.Range(0, players).Where(p => row[p] == 1)])),
        ];
    }

    private static Tensor Only(string path, ImmutableSortedDictionary<string, Tensor> arrays) =>
        arrays.Count == 1
            ? arrays.Values.First()
            : throw new ModelException($"{path} holds {arrays.Count} arrays, but coalitions are a single one.");
}
