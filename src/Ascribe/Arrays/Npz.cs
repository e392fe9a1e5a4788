using System.Collections.Immutable;
using System.IO.Compression;
using Ascribe.Onnx;

namespace Ascribe.Arrays;

/// <summary>Named arrays in a file, as <c>numpy.savez</c> writes them and <c>numpy.load</c> reads them: a zip of <c>.npy</c> entries.</summary>
/// <remarks>
/// A name may hold any characters, those that paths give a meaning included; nothing is ever unpacked to a path. The same
/// arrays always give the same bytes.
/// </remarks>
public static class Npz
{
    private const string Extension = ".npy";

    // Deflate shrinks no more than this; an entry that claims more lies about its size.
    private const long MostCompression = 1032;

    // The first moment that a zip archive can name, as numpy writes it.
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads every array of an <c>.npz</c> file.</summary>
    /// <exception cref="ModelException">The file cannot be read, is no archive or a damaged one, holds a name twice or something other than an array.</exception>
    public static ImmutableSortedDictionary<string, Tensor> Read(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return Read(archive);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new ModelException($"{path}: this is no .npz archive, or it is cut off or damaged.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes an <c>.npz</c> file, beside its target first.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, in the order in which they are to stand.</param>
    /// <param name="compressed">Whether the entries are deflated, as <c>numpy.savez_compressed</c> does, or stored.</param>
    /// <exception cref="ModelException">The file cannot be written, a name comes twice, or numpy has no such type.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> arrays, bool compressed = false)
    {
        var entries = arrays.Select(a => (a.Key, Header: Header(path, a), a.Value)).ToArray();
        if (entries.CountBy(e => e.Key, StringComparer.Ordinal).FirstOrDefault(n => n.Value > 1).Key is { } twice)
            throw new ModelException($"{path}: the array '{twice}' would be written twice.");
        SafeFile.Write(
            path,
            stream =>
            {
                using var archive = new ZipArchive(stream, ZipArchiveMode.Create);
                foreach (var (name, header, tensor) in entries)
                    Write(archive, name, header, tensor, compressed);
            }
        );
    }

    private static byte[] Header(string path, KeyValuePair<string, Tensor> array)
    {
        try
        {
            return Npy.Header(array.Value);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: array '{array.Key}': {e.Message}", e);
        }
    }

    private static void Write(ZipArchive archive, string name, byte[] header, Tensor tensor, bool compressed)
    {
        var level = compressed ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
        var entry = archive.CreateEntry(name + Extension, level);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        stream.Write(header);
        stream.Write(tensor.Bytes.Span);
    }

    private static ImmutableSortedDictionary<string, Tensor> Read(ZipArchive archive)
    {
        var arrays = ImmutableSortedDictionary.CreateBuilder<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            if (!entry.FullName.EndsWith(Extension, StringComparison.Ordinal))
                throw new ModelException($"the entry '{entry.FullName}' is no {Extension} array.");
            var name = entry.FullName[..^Extension.Length];
            if (arrays.ContainsKey(name))
                throw new ModelException($"the array '{name}' is there twice.");
            arrays.Add(name, Read(entry, name));
        }
        return arrays.ToImmutable();
    }

    private static Tensor Read(ZipArchiveEntry entry, string name)
    {
        if (entry.Length / MostCompression > entry.CompressedLength)
            throw new ModelException($"the array '{name}' claims an absurd size, {entry.Length} bytes.");
        try
        {
            using var stream = entry.Open();
            var checkedStream = new ChecksumStream(stream);
            var tensor = Npy.Read(checkedStream, entry.Length);
            return checkedStream.Checksum == entry.Crc32
                ? tensor
                : throw new ModelException("its checksum is wrong; the file is damaged.");
        }
        catch (ModelException e)
        {
            throw new ModelException($"array '{name}': {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw new ModelException($"array '{name}': its compressed data is damaged.", e);
        }
    }
}
