using System.Buffers.Binary;
using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Experiments.FaceApi;

/// <summary>One tensor of a <see cref="WeightsManifest"/>, as the JSON describes it.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Shape">Its extents.</param>
/// <param name="Dtype">The type of its elements when decoded.</param>
/// <param name="Quantization">How the elements are stored; null where they are stored as they are.</param>
internal sealed record WeightEntry(
    string Name,
    ImmutableArray<long> Shape,
    string Dtype,
    WeightEntry.Code? Quantization = null
)
{
    /// <summary>Unsigned integers that stand for integer·scale + min.</summary>
    internal sealed record Code(string Dtype, double Scale, double Min);

    /// <summary>Bytes that one stored element takes.</summary>
    public int StoredSize =>
        (Dtype, Quantization?.Dtype) switch
        {
            ("float32", null) => 4,
            ("float32", "uint16") => 2,
            ("float32", "uint8") => 1,
            (_, var stored) => throw new ModelException(
                $"tensor '{Name}' is {Dtype}{(stored is null ? "" : $" stored as {stored}")}, which cannot be read."
            ),
        };

    /// <summary>The elements in single precision, computed in double.</summary>
    public float[] Decode(ReadOnlySpan<byte> bytes)
    {
        var size = StoredSize;
        var values = new float[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var stored = bytes.Slice(i * size, size);
            values[i] = size switch
            {
                4 => BinaryPrimitives.ReadSingleLittleEndian(stored),
                2 => Dequantized(BinaryPrimitives.ReadUInt16LittleEndian(stored)),
                _ => Dequantized(stored[0]),
            };
        }
        return values;
    }

    private float Dequantized(int code) => (float)(code * Quantization!.Scale + Quantization.Min);
}
