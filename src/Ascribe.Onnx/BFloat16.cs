namespace Ascribe.Onnx;

/// <summary>Brain floating point: the upper 16 bits of a single-precision number.</summary>
/// <param name="Bits">The stored bits.</param>
public readonly record struct BFloat16(ushort Bits)
{
    /// <summary>Rounds to nearest, ties to even; a NaN stays a NaN.</summary>
    public static explicit operator BFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value))
            return new((ushort)((bits >> 16) | 0x40));
        return new((ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16));
    }

    /// <summary>The same number in single precision; exact.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << 16);
}
