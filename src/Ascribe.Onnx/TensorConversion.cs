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
            ElementType.Float32 => tensor.Of(Array.ConvertAll(Doubles(tensor), v => (float)v)),
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

    private static double[] Doubles(Tensor tensor) =>
        tensor.ElementType switch
        {
            ElementType.Float64 => tensor.As<double>().ToArray(),
            ElementType.Float32 => Array.ConvertAll(tensor.As<float>().ToArray(), v => (double)v),
            ElementType.Float16 => Array.ConvertAll(tensor.As<Half>().ToArray(), v => (double)v),
            ElementType.BFloat16 => Array.ConvertAll(tensor.As<BFloat16>().ToArray(), v => (double)(float)v),
            ElementType.Int64 => Array.ConvertAll(tensor.As<long>().ToArray(), v => (double)v),
            ElementType.UInt64 => Array.ConvertAll(tensor.As<ulong>().ToArray(), v => (double)v),
            ElementType.Int32 => Array.ConvertAll(tensor.As<int>().ToArray(), v => (double)v),
            ElementType.UInt32 => Array.ConvertAll(tensor.As<uint>().ToArray(), v => (double)v),
            ElementType.Int16 => Array.ConvertAll(tensor.As<short>().ToArray(), v => (double)v),
            ElementType.UInt16 => Array.ConvertAll(tensor.As<ushort>().ToArray(), v => (double)v),
            ElementType.Int8 => Array.ConvertAll(tensor.As<sbyte>().ToArray(), v => (double)v),
            ElementType.UInt8 => Array.ConvertAll(tensor.As<byte>().ToArray(), v => (double)v),
            ElementType.Bool => Array.ConvertAll(tensor.As<bool>().ToArray(), v => v ? 1.0 : 0.0),
            _ => throw new ModelException($"{tensor} holds {tensor.ElementType.OnnxName()} where numbers are needed."),
        };
}
