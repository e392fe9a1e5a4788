using Ascribe.Onnx.Passes.Lowering;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Quantization;

/// <summary>Between numbers and the levels that they are rounded to: level = round(x/scale) + zero point, x ≈ (level − zero point)·scale.</summary>
internal static class Levels
{
    /// <summary>QuantizeLinear(x, scale, zero point).</summary>
    public static void Quantize(Composite n)
    {
        var zero = n.Optional(2) is { } z ? Along(n, z) : (Value?)null;
        Define(n, Held(n.X) / Held(Along(n, n.Input(1))), zero);
    }

    /// <summary>DequantizeLinear(level, scale, zero point).</summary>
    public static void Dequantize(Composite n)
    {
        var level = Held(n.X);
        var centred = n.Optional(2) is { } zero ? level - Held(Along(n, zero)) : level;
        var x = centred * Held(Along(n, n.Input(1)));
        n.Define(0, Cast(x, n.Known(n.Node.Output)?.ElementType ?? x.ElementType));
    }

    /// <summary>DynamicQuantizeLinear(x).</summary>
    public static void QuantizeDynamically(Composite n)
    {
        var (centred, scale, zero) = Dynamic(n, n.X);
        n.Define(0, centred + zero);
        n.Define(1, scale);
        n.Define(2, zero);
    }

    /// <summary>A value rounded to levels by its own range: the levels counted from their zero point, their scale and that zero point.</summary>
    public static (Value Centred, Value Scale, Value Zero) Dynamic(Composite n, Value x)
    {
        // The kernel still finds scale and zero point; its levels are not read.
        var parts = n.Builder.Emit("DynamicQuantizeLinear", [x], 3);
        var (scale, zero) = (parts[1], Held(parts[2]));
        return (Rounded(x / scale, zero, ElementType.UInt8), scale, zero);
    }

    /// <summary>States that the output is <paramref name="x"/>, in units of its scale, rounded to a level of the output's type.</summary>
    public static void Define(Composite n, Value x, Value? zero)
    {
        var type = n.Known(n.Node.Output)?.ElementType ?? ElementType.UInt8;
        var offset = zero is { } z ? Held(z) : (Value?)null;
        var rounded = Rounded(x, offset, type);
        n.Define(0, offset is { } o ? rounded + o : rounded);
    }

    /// <summary>The number that an integer stands for; a value that was lowered is one already.</summary>
    public static Value Held(Value x) => Cast(x, ElementType.Float32);

    /// <summary>A scale or zero point, one per entry of an axis of the first input or of a block of entries, ready to broadcast.</summary>
    private static Value Along(Composite n, Value parameter)
    {
        var rank = n.X.Rank;
        var axis = (int)n.Attributes.Int("axis", 1);
        if (axis < 0)
            axis += rank;
        if (n.Attributes.Int("block_size") is > 0 and var block)
        {
            var entries = Enumerable.Range(0, (int)n.Extent(0, axis, "the extent that is cut into blocks"));
            return Gather(parameter, n.Builder.Longs([.. entries.Select(i => i / block)]), axis);
        }
        return parameter.Rank == 1 && rank > 1 && parameter.Info.Shape is not [{ Extent: 1 }]
            ? Reshape(parameter, [-1, .. Enumerable.Repeat(1L, rank - 1 - axis)])
            : parameter;
    }

    /// <summary>x rounded to whole numbers that are levels once the zero point is added.</summary>
    /// <remarks>
    /// It is clipped before it is rounded, half a level further out: what rounds to the outermost level is not saturated, and
    /// lets the gradient through.
    /// </remarks>
    private static Value Rounded(Value x, Value? zero, ElementType type)
    {
        const double AlmostHalf = 0.49;
        var (lowest, highest) = Range(type);
        var low = zero is { } z ? lowest - AlmostHalf - z : x.Like(lowest - AlmostHalf);
        var high = zero is { } o ? highest + AlmostHalf - o : x.Like(highest + AlmostHalf);
        return Unary("Round", x.Builder.Emit("Min", [x.Builder.Emit("Max", [x, low]), high]));
    }

    private static (double Lowest, double Highest) Range(ElementType type) =>
        type switch
        {
            ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
            ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
            ElementType.Int16 => (short.MinValue, short.MaxValue),
            ElementType.UInt16 => (ushort.MinValue, ushort.MaxValue),
            _ => throw new ModelException($"levels of type {type.OnnxName()} are not supported."),
        };
}
