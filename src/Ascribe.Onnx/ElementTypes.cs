namespace Ascribe.Onnx;

/// <summary>What is known of each <see cref="ElementType"/>: its size, its .NET type, whether gradients flow through it.</summary>
public static class ElementTypes
{
    /// <summary>Bytes that one element takes in memory; 0 for text and unknown types.</summary>
    public static int SizeInBytes(this ElementType type) =>
        type switch
        {
            ElementType.UInt8 or ElementType.Int8 or ElementType.Bool => 1,
            ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => 2,
            ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 4,
            ElementType.Float64 or ElementType.Int64 or ElementType.UInt64 => 8,
            _ => 0,
        };

    /// <summary>Whether values of this type can vary continuously, so that a derivative is defined.</summary>
    public static bool IsFloating(this ElementType type) =>
        type is ElementType.Float32 or ElementType.Float64 or ElementType.Float16 or ElementType.BFloat16;

    /// <summary>The name that ONNX's own text form uses: <c>float</c>, <c>int64</c>, ….</summary>
    public static string OnnxName(this ElementType type) =>
        type switch
        {
            ElementType.Float32 => "float",
            ElementType.Float64 => "double",
            _ => type.ToString().ToLowerInvariant(),
        };

    /// <summary>The element type that a .NET type is stored as.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> has no ONNX counterpart.</exception>
    public static ElementType Of<T>()
        where T : unmanaged =>
        default(T) switch
        {
            float => ElementType.Float32,
            double => ElementType.Float64,
            long => ElementType.Int64,
            int => ElementType.Int32,
            short => ElementType.Int16,
            sbyte => ElementType.Int8,
            byte => ElementType.UInt8,
            ushort => ElementType.UInt16,
            uint => ElementType.UInt32,
            ulong => ElementType.UInt64,
            bool => ElementType.Bool,
            Half => ElementType.Float16,
            BFloat16 => ElementType.BFloat16,
            _ => throw new NotSupportedException($"ONNX has no element type for {typeof(T).Name}."),
        };
}
