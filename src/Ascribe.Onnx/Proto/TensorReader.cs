using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf.Collections;
using Onnx;

namespace Ascribe.Onnx;

/// <summary>Reads tensors from raw bytes, typed fields or files beside the model.</summary>
internal sealed class TensorReader(string folder)
{
    /// <summary>Content of at least so many bytes is mapped into memory; a mapping takes whole pages.</summary>
    private const int SmallestMapped = 1 << 20;

    public Tensor Read(TensorProto proto)
    {
        var type = (ElementType)proto.DataType;
        var shape = proto.Dims.ToImmutableArray();
        try
        {
            Tensor.CountOf(shape);
            if (type == ElementType.String)
                return new Tensor(shape, [.. proto.StringData.Select(s => s.ToStringUtf8())]);
            if (type.SizeInBytes() == 0)
                throw new ModelException($"elements of type {proto.DataType} are not supported.");
            if (proto.DataLocation == TensorProto.Types.DataLocation.External)
                return new Tensor(type, shape, External(proto.ExternalData));
            return proto.HasRawData ? new Tensor(type, shape, proto.RawData.Memory) : Typed(proto, type, shape);
        }
        catch (ModelException e)
        {
            throw new ModelException($"the constant '{proto.Name}': {e.Message}", e);
        }
    }

    /// <summary>The fields that hold one number per element; small types share <c>int32_data</c>.</summary>
    private static Tensor Typed(TensorProto proto, ElementType type, ImmutableArray<long> shape) =>
        type switch
        {
            ElementType.Float32 => Tensor.Of(proto.FloatData.ToArray(), shape.AsSpan()),
            ElementType.Float64 => Tensor.Of(proto.DoubleData.ToArray(), shape.AsSpan()),
            ElementType.Int64 => Tensor.Of(proto.Int64Data.ToArray(), shape.AsSpan()),
            ElementType.UInt64 => Tensor.Of(proto.Uint64Data.ToArray(), shape.AsSpan()),
            ElementType.UInt32 => Tensor.Of(proto.Uint64Data.Select(v => (uint)v).ToArray(), shape.AsSpan()),
            // Half precision is stored here by its bits, not by its value.
            ElementType.Float16 or ElementType.BFloat16 => new(type, shape, Bits16(proto.Int32Data)),
            _ => Tensor.Of(proto.Int32Data.ToArray(), shape.AsSpan()).To(type),
        };

    private static byte[] Bits16(RepeatedField<int> data) =>
        MemoryMarshal.AsBytes<ushort>(data.Select(v => (ushort)v).ToArray()).ToArray();

    private ReadOnlyMemory<byte> External(RepeatedField<StringStringEntryProto> entries)
    {
        var settings = entries
            .DistinctBy(e => e.Key, StringComparer.Ordinal)
            .ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
        var location = settings.GetValueOrDefault("location", "");
        try
        {
            using var file = File.OpenRead(Inside(location));
            var offset = Number(settings, "offset", 0);
            var length = Number(settings, "length", file.Length - offset);
            if (offset < 0 || length < 0 || length > file.Length - offset)
                throw new ModelException(
                    $"its data lies outside '{location}' ({offset} + {length} of {file.Length} bytes)."
                );
            if (length > Array.MaxLength)
                throw new ModelException(
                    $"its data in '{location}' is {length} bytes, more than the 2 GiB that a single tensor can have."
                );
            // Numbers have to lie at multiples of their size.
            return length >= SmallestMapped && offset % sizeof(long) == 0
                ? MappedMemory.Of(file, offset, (int)length)
                : Copied(file, offset, (int)length);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException($"its data is to lie in '{location}', which is missing beside the model.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"its data cannot be read from '{location}': {e.Message}", e);
        }
    }

    private static byte[] Copied(FileStream file, long offset, int length)
    {
        var bytes = new byte[length];
        file.Seek(offset, SeekOrigin.Begin);
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A model must not make its reader open files elsewhere on the machine, through links neither.</summary>
    private string Inside(string location)
    {
        var root = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
        var path = location.Contains('\0', StringComparison.Ordinal)
            ? ""
            : Path.GetFullPath(Path.Combine(folder, location));
        if (location.Length == 0 || !path.StartsWith(root, StringComparison.Ordinal) || LeadsOutside(path, root))
            throw new ModelException(
                $"its data is said to lie at '{location}', outside the model's folder; that is refused."
            );
        return path;
    }

    /// <summary>Whether the file, or a folder on the way to it, is a link to somewhere else.</summary>
    private static bool LeadsOutside(string path, string root)
    {
        for (var part = path; part.Length >= root.Length; part = Path.GetDirectoryName(part)!)
        {
            if (
                new FileInfo(part).LinkTarget is not null
                && File.ResolveLinkTarget(part, returnFinalTarget: true)
                    ?.FullName.StartsWith(root, StringComparison.Ordinal) != true
            )
                return true;
        }
        return false;
    }

    private static long Number(Dictionary<string, string> settings, string key, long otherwise)
    {
        if (!settings.TryGetValue(key, out var text))
            return otherwise;
        return long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ModelException($"its external data has {key} = '{text}', which is no number.");
    }
}
