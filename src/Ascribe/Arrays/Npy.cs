using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Ascribe.Onnx;

namespace Ascribe.Arrays;

/// <summary>One array in a file, as <c>numpy.save</c> writes it and <c>numpy.load</c> reads it.</summary>
/// <remarks>
/// Read are the formats 1.0 to 3.0, booleans, integers of 8 to 64 bits and floats of 16 to 64, in either byte order and either
/// storage order. Written is format 1.0, little-endian, row-major.
/// </remarks>
public static class Npy
{
    /// <summary>The element types that numpy and ONNX share, by numpy's letter and size.</summary>
    private static readonly ImmutableDictionary<string, ElementType> Types = ImmutableDictionary.CreateRange(
        StringComparer.Ordinal,
        new Dictionary<string, ElementType>(StringComparer.Ordinal)
        {
            ["b1"] = ElementType.Bool,
            ["i1"] = ElementType.Int8,
            ["i2"] = ElementType.Int16,
            ["i4"] = ElementType.Int32,
            ["i8"] = ElementType.Int64,
            ["u1"] = ElementType.UInt8,
            ["u2"] = ElementType.UInt16,
            ["u4"] = ElementType.UInt32,
            ["u8"] = ElementType.UInt64,
            ["f2"] = ElementType.Float16,
            ["f4"] = ElementType.Float32,
            ["f8"] = ElementType.Float64,
        }
    );

    private static readonly ImmutableDictionary<ElementType, string> Letters = Types.ToImmutableDictionary(
        t => t.Value,
        t => t.Key
    );

    /// <summary>Reads a <c>.npy</c> file.</summary>
    /// <exception cref="ModelException">The file cannot be read, is cut off or too long, or holds another type of element.</exception>
    public static Tensor Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return Read(stream, stream.Length);
        }
        catch (ModelException e)
        {
            throw new ModelException($"{path}: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Writes a <c>.npy</c> file, beside its target first.</summary>
    /// <exception cref="ModelException">The file cannot be written, or numpy has no such type (text, bfloat16).</exception>
    public static void Write(string path, Tensor tensor)
    {
        var header = Header(tensor);
        SafeFile.Write(
            path,
            stream =>
            {
                stream.Write(header);
                stream.Write(tensor.Bytes.Span);
            }
        );
    }

    /// <summary>The bytes that stand before the elements of <paramref name="tensor"/>.</summary>
    internal static byte[] Header(Tensor tensor)
    {
        if (!Letters.TryGetValue(tensor.ElementType, out var letter))
            throw new ModelException(
                $"numpy has no type for {tensor.ElementType.OnnxName()}; convert the tensor to float first."
            );
        return NpyHeader.Write((tensor.ElementType.SizeInBytes() == 1 ? "|" : "<") + letter, tensor.Shape);
    }

    /// <summary>Reads an array that takes exactly <paramref name="length"/> bytes of a stream, header included.</summary>
    internal static Tensor Read(Stream stream, long length)
    {
        var header = NpyHeader.Read(stream);
        var type = TypeOf(header.Descr);
        // Before anything is allocated: the shape is what a damaged file would lie about.
        var bytes = Tensor.CountOf(header.Shape) * type.SizeInBytes();
        var given = length - header.Size;
        if (bytes > Array.MaxLength)
            throw new ModelException($"the array [{string.Join(',', header.Shape)}] is too large for one tensor.");
        if (bytes != given)
            throw new ModelException(
                $"an array {type.OnnxName()}[{string.Join(',', header.Shape)}] takes {bytes} bytes, but {given} follow its header."
            );
        return new(type, header.Shape, Elements(stream, header, type, (int)bytes));
    }

    private static byte[] Elements(Stream stream, NpyHeader header, ElementType type, int count)
    {
        var elements = new byte[count];
        if (stream.ReadAtLeast(elements, count, throwOnEndOfStream: false) != count)
            throw new ModelException("the array is cut off.");
        if (header.Descr[0] == '>')
            Reverse(elements, type.SizeInBytes());
        if (type == ElementType.Bool)
            for (var i = 0; i < count; i++)
                elements[i] = (byte)(elements[i] == 0 ? 0 : 1);
        return header.FortranOrder ? RowMajor.FromColumnMajor(elements, header.Shape, type.SizeInBytes()) : elements;
    }

    private static ElementType TypeOf(string descr)
    {
        if (descr.Length == 3 && descr[0] is '<' or '>' or '|' or '=' && Types.TryGetValue(descr[1..], out var type))
            return type;
        throw new ModelException(
            $"elements of type '{descr}' cannot be read; bool, integers of 8 to 64 bits and floats of 16 to 64 can."
        );
    }

    private static void Reverse(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
