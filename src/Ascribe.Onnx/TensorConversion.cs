using System.Numerics;

namespace Ascribe.Onnx;

/// <summary>Conversion between element types.</summary>
internal static class TensorConversion
{
    public static Tensor Convert(Tensor tensor, ElementType type) =>
        type switch
        {
            // 64-bit integers do not fit a double; between integers they travel as integers.
            ElementType.Int64 when !tensor.ElementType.IsFloating() => tensor.Of(Longs(tensor)),
            ElementType.Int64 => tensor.Of(Array.ConvertAll(Doubles(tensor), v => (long)v)),
            ElementType.UInt64 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (ulong)v)),
            ElementType.Int32 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (int)v)),
            ElementType.UInt32 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (uint)v)),
            ElementType.Int16 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (short)v)),
            ElementType.UInt16 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (ushort)v)),
            ElementType.Int8 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (sbyte)v)),
            ElementType.UInt8 => tensor.Of(Array.ConvertAll(Longs(tensor), v => (byte)v)),
            ElementType.Bool => tensor.Of(Array.ConvertAll(Doubles(tensor), v => v != 0)),
            ElementType.Float64 => tensor.Of(Doubles(tensor)),
            ElementType.Float32 => tensor.Of(Singles(tensor)),
            ElementType.Float16 => tensor.Of(Array.ConvertAll(Doubles(tensor), v => (Half)v)),
            ElementType.BFloat16 => tensor.Of(Array.ConvertAll(Doubles(tensor), v => (BFloat16)(float)v)),
            _ => throw new ModelException($"{tensor} cannot be converted to {type.OnnxName()}."),
        };

    private static Tensor Of<T>(this Tensor shape, T[] values)
        where T : unmanaged => Tensor.Of(values, shape.Shape.AsSpan());

    private static long[] Longs(Tensor tensor) =>
        tensor.ElementType switch
        {
            ElementType.Int64 => tensor.As<long>().ToArray(),
            ElementType.UInt64 => Array.ConvertAll(tensor.As<ulong>().ToArray(), v => (long)v),
            _ => Array.ConvertAll(Doubles(tensor), v => (long)v),
        };

    /// <summary>The elements in double precision, in an array of their own.</summary>
    public static double[] Doubles(Tensor tensor) =>
        tensor.ElementType switch
        {
            ElementType.Float64 => tensor.As<double>().ToArray(),
            ElementType.Float32 => Each(tensor.As<float>(), v => (double)v),
            ElementType.Float16 => Each(tensor.As<Half>(), v => (double)v),
            ElementType.BFloat16 => Each(tensor.As<BFloat16>(), v => (double)(float)v),
            ElementType.Int64 => Each(tensor.As<long>(), v => (double)v),
            ElementType.UInt64 => Each(tensor.As<ulong>(), v => (double)v),
            ElementType.Int32 => Each(tensor.As<int>(), v => (double)v),
            ElementType.UInt32 => Each(tensor.As<uint>(), v => (double)v),
            ElementType.Int16 => Each(tensor.As<short>(), v => (double)v),
            ElementType.UInt16 => Each(tensor.As<ushort>(), v => (double)v),
            ElementType.Int8 => Each(tensor.As<sbyte>(), v => (double)v),
            ElementType.UInt8 => Each(tensor.As<byte>(), v => (double)v),
            ElementType.Bool => Each(tensor.As<bool>(), v => v ? 1.0 : 0.0),
            _ => throw new ModelException($"{tensor} holds {tensor.ElementType.OnnxName()} where numbers are needed."),
        };

    /// <summary>Adds the elements to numbers.</summary>
    public static void Add(Tensor tensor, Span<double> sum)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(sum.Length, tensor.Length);
        if (tensor.ElementType == ElementType.Float32)
            Add(tensor.As<float>(), sum);
        else
            Add(tensor.ElementType == ElementType.Float64 ? tensor.As<double>() : Doubles(tensor), sum);
    }

    private static void Add<T>(ReadOnlySpan<T> elements, Span<double> sum)
        where T : IFloatingPointIeee754<T>
    {
        for (var i = 0; i < elements.Length; i++)
            sum[i] += double.CreateChecked(elements[i]);
    }

    private static float[] Singles(Tensor tensor) =>
        tensor.ElementType == ElementType.Float64
            ? Each(tensor.As<double>(), v => (float)v)
            : Array.ConvertAll(Doubles(tensor), v => (float)v);

    /// <summary>One array is made and no more: fresh memory takes longer than the numbers in it.</summary>
    private static TTo[] Each<TFrom, TTo>(ReadOnlySpan<TFrom> elements, Func<TFrom, TTo> convert)
    {
        var converted = new TTo[elements.Length];
        for (var i = 0; i < converted.Length; i++)
            converted[i] = convert(elements[i]);
        return converted;
    }
}
