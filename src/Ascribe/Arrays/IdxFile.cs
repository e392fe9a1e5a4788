using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using Ascribe.Onnx;

namespace Ascribe.Arrays;

/// <summary>One array in a file of the format that MNIST came in: two zeros, the type, the rank, the extents, the elements.</summary>
/// <remarks>
/// Read are bytes, integers of 16 and 32 bits and floats of 32 and 64, all big-endian, as the format has it. A file whose name ends in
/// <c>.gz</c> is decompressed. Source: Y. LeCun, C. Cortes and C. Burges, "The MNIST database of handwritten digits", section on file formats.
/// </remarks>
public static class IdxFile
{
    private static readonly ImmutableDictionary<int, ElementType> Types = ImmutableDictionary.CreateRange([
        KeyValuePair.Create(0x08, ElementType.UInt8),
        KeyValuePair.Create(0x09, ElementType.Int8),
        KeyValuePair.Create(0x0B, ElementType.Int16),
        KeyValuePair.Create(0x0C, ElementType.Int32),
        KeyValuePair.Create(0x0D, ElementType.Float32),
        KeyValuePair.Create(0x0E, ElementType.Float64),
    ]);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelException">The file cannot be read, is no such file, is cut off or too long.</exception>
    public static Tensor Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (!Path.GetExtension(path).Equals(".gz", StringComparison.OrdinalIgnoreCase))
                return Read(file);
            using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            return Read(unpacked);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static Tensor Read(Stream stream)
    {
        var magic = Required(stream, 4);
        if (magic[0] != 0 || magic[1] != 0 || !Types.TryGetValue(magic[2], out var type))
            throw new ModelException("this is no idx file: it does not begin with two zeros and a known type.");
        var header = Required(stream, 4 * magic[3]);
        ImmutableArray<long> shape =
        [
            .. Enumerable
                .Range(0, magic[3])
                .Select(i => (long)BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4 * i))),
        ];
        var size = type.SizeInBytes();
        var length = shape.Aggregate((Int128)size, (product, extent) => product * extent);
        if (length > Array.MaxLength)
            throw new ModelException($"the array [{string.Join(',', shape)}] is too large for one tensor.");
        var elements = Required(stream, (int)length);
        if (stream.ReadByte() >= 0)
            throw new ModelException($"there is more in the file than an array [{string.Join(',', shape)}].");
        for (var i = 0; size > 1 && i < elements.Length; i += size)
            elements.AsSpan(i, size).Reverse();
        return new(type, shape, elements);
    }

    /// <summary>So many bytes. The memory grows with what is there, since the header of a damaged file may say anything.</summary>
    private static byte[] Required(Stream stream, int count)
    {
        const int Piece = 1 << 20;
        using var read = new MemoryStream(Math.Min(count, Piece));
        var piece = new byte[Math.Min(count, Piece)];
        while (read.Length < count)
        {
            var got = stream.Read(piece, 0, (int)Math.Min(piece.Length, count - read.Length));
            if (got == 0)
                throw new ModelException(
                    $"the file is cut off: {count} bytes are expected where {read.Length} are left."
                );
            read.Write(piece, 0, got);
        }
        return read.ToArray();
    }
}
