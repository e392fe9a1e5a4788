using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Ascribe.Onnx;

/// <summary>An immutable, dense, row-major array of one <see cref="Onnx.ElementType"/>.</summary>
/// <remarks>The memory given to a tensor belongs to it from then on: writing to it afterwards is an error nobody checks.</remarks>
public sealed class Tensor
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly ImmutableArray<string> texts = [];

    /// <summary>A tensor over bytes in the machine's little-endian layout.</summary>
    /// <exception cref="ModelException">The byte count does not fit type and shape.</exception>
    public Tensor(ElementType type, ImmutableArray<long> shape, ReadOnlyMemory<byte> bytes)
    {
        var expected = CountOf(shape) * type.SizeInBytes();
        if (type.SizeInBytes() == 0 || bytes.Length != expected)
            throw new ModelException(
                $"A tensor {type.OnnxName()}[{string.Join(',', shape)}] takes {expected} bytes, but {bytes.Length} were given."
            );
        ElementType = type;
        Shape = shape;
        this.bytes = bytes;
    }

    /// <summary>A tensor of text.</summary>
    /// <exception cref="ModelException">The count does not fit the shape.</exception>
    public Tensor(ImmutableArray<long> shape, ImmutableArray<string> texts)
    {
        if (texts.Length != CountOf(shape))
            throw new ModelException($"A tensor string[{string.Join(',', shape)}] was given {texts.Length} texts.");
        ElementType = ElementType.String;
        Shape = shape;
        this.texts = texts;
    }

    /// <summary>The type of every element.</summary>
    public ElementType ElementType { get; }

    /// <summary>The extents, outermost first; empty for a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Length;

    /// <summary>The number of elements.</summary>
    public int Length => ElementType == ElementType.String ? texts.Length : bytes.Length / ElementType.SizeInBytes();

    /// <summary>The stored bytes, little-endian, row-major; empty for text.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>The elements of a tensor of text.</summary>
    public ImmutableArray<string> Texts => texts;

    /// <summary>A tensor of <paramref name="values"/>, taken over without a copy.</summary>
    /// <exception cref="ModelException">The count does not fit the shape.</exception>
    public static Tensor Of<T>(T[] values, params ReadOnlySpan<long> shape)
        where T : unmanaged => new(ElementTypes.Of<T>(), [.. shape], new CastMemory<T>(values).Memory);

    /// <summary>A tensor of rank 0.</summary>
    public static Tensor Scalar<T>(T value)
        where T : unmanaged => Of([value]);

    /// <summary>A tensor of rank 1.</summary>
    public static Tensor Vector<T>(params T[] values)
        where T : unmanaged => Of(values, values.Length);

    /// <summary>A tensor whose every element is <paramref name="value"/>, in a floating or integer type.</summary>
    public static Tensor Filled(ElementType type, ImmutableArray<long> shape, double value)
    {
        var element = Scalar(value).To(type).Bytes.Span;
        var bytes = new byte[CountOf(shape) * element.Length];
        if (element.ContainsAnyExcept((byte)0))
        {
            for (var i = 0; i < bytes.Length; i += element.Length)
                element.CopyTo(bytes.AsSpan(i));
        }
        return new(type, shape, bytes);
    }

    /// <summary>The elements, reinterpreted without a copy.</summary>
    /// <exception cref="InvalidOperationException">The tensor holds another type.</exception>
    public ReadOnlySpan<T> As<T>()
        where T : unmanaged =>
        ElementTypes.Of<T>() == ElementType
            ? MemoryMarshal.Cast<byte, T>(bytes.Span)
            : throw new InvalidOperationException($"The tensor holds {ElementType.OnnxName()}, not {typeof(T).Name}.");

    /// <summary>The same elements under another shape of the same size; no copy.</summary>
    /// <exception cref="ModelException">The sizes differ.</exception>
    public Tensor Reshape(params ReadOnlySpan<long> shape) =>
        ElementType == ElementType.String ? new([.. shape], texts) : new(ElementType, [.. shape], bytes);

    /// <summary>The rows <paramref name="start"/> … <paramref name="start"/> + <paramref name="count"/> − 1 along the first axis; no copy.</summary>
    public Tensor Rows(int start, int count)
    {
        var row = bytes.Length / (int)Math.Max(1, Shape[0]);
        return new(ElementType, Shape.SetItem(0, count), bytes.Slice(start * row, count * row));
    }

    /// <summary>The same in memory of its own.</summary>
    public Tensor Copy() => ElementType == ElementType.String ? this : new(ElementType, Shape, bytes.ToArray());

    /// <summary>Tensors of one type, and of one shape behind the first axis, one after the other along that axis.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static Tensor Stacked(IReadOnlyList<Tensor> parts)
    {
        if (parts.Count == 0)
            throw new ModelException("there is no tensor to stack.");
        if (parts.Count == 1)
            return parts[0];
        var bytes = new byte[parts.Sum(p => (long)p.Bytes.Length)];
        var position = 0;
        foreach (var part in parts)
        {
            part.Bytes.CopyTo(bytes.AsMemory(position));
            position += part.Bytes.Length;
        }
        return new(parts[0].ElementType, parts[0].Shape.SetItem(0, parts.Sum(p => p.Shape[0])), bytes);
    }

    /// <summary>The elements converted to <paramref name="type"/>; integers are truncated towards zero.</summary>
    /// <exception cref="ModelException">One of the two types is text.</exception>
    public Tensor To(ElementType type) => type == ElementType ? this : TensorConversion.Convert(this, type);

    /// <summary>The elements as double-precision numbers.</summary>
    public double[] ToDoubles() => TensorConversion.Doubles(this);

    /// <summary>Adds the elements to numbers in double precision, without a copy in between.</summary>
    /// <param name="sum">As many numbers as there are elements.</param>
    public void AddTo(Span<double> sum) => TensorConversion.Add(this, sum);

    /// <summary>The elements as single-precision numbers.</summary>
    public float[] ToFloats() => To(ElementType.Float32).As<float>().ToArray();

    /// <summary>The elements as 64-bit integers.</summary>
    public long[] ToLongs() => To(ElementType.Int64).As<long>().ToArray();

    /// <summary>Whether type, shape and every bit agree.</summary>
    public bool ContentEquals(Tensor other) =>
        ElementType == other.ElementType
        && Shape.AsSpan().SequenceEqual(other.Shape.AsSpan())
        && bytes.Span.SequenceEqual(other.bytes.Span)
        && texts.AsSpan().SequenceEqual(other.texts.AsSpan());

    /// <inheritdoc/>
    public override string ToString() => $"{ElementType.OnnxName()}[{string.Join(',', Shape)}]";

    /// <summary>The number of elements of a shape.</summary>
    /// <exception cref="ModelException">An extent is negative, or there are more elements than an array can hold.</exception>
    public static long CountOf(ImmutableArray<long> shape)
    {
        long count = 1;
        foreach (var extent in shape)
        {
            if (extent < 0 || (extent > 0 && count > Array.MaxLength / extent))
                throw new ModelException(
                    $"The shape [{string.Join(',', shape)}] is negative or too large for a tensor."
                );
            count *= extent;
        }
        return count;
    }
}
