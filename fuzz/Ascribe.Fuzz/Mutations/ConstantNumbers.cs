using System.Buffers.Binary;
using Ascribe.Onnx;
using Google.Protobuf;

namespace Ascribe.Fuzz.Mutations;

/// <summary>Stored whole numbers – shapes, axes, pads, counts of rounds – are huge, negative or others; stored fractions are no numbers.</summary>
internal sealed class ConstantNumbers : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var stored = specimen.Tensors.Where(t => t.RawData.Length >= 4).ToArray();
        var whole = stored.Where(t => (ElementType)t.DataType is ElementType.Int64 or ElementType.Int32).ToArray();
        if (stored.Length == 0)
            return;
        var tensor = random.Of(whole.Length > 0 && random.Chance(0.8) ? whole : stored);
        var bytes = tensor.RawData.ToByteArray();
        var width = (ElementType)tensor.DataType is ElementType.Int64 or ElementType.Float64 ? 8 : 4;
        for (var i = random.Next(1, 3); i > 0 && bytes.Length >= width; i--)
            Write(bytes.AsSpan(random.Next(bytes.Length / width) * width, width), (ElementType)tensor.DataType, random);
        tensor.RawData = ByteString.CopyFrom(bytes);
    }

    private static void Write(Span<byte> place, ElementType type, Random random)
    {
        switch (type)
        {
            case ElementType.Int64:
                BinaryPrimitives.WriteInt64LittleEndian(place, random.Number());
                break;
            case ElementType.Int32:
                BinaryPrimitives.WriteInt32LittleEndian(place, unchecked((int)random.Number()));
                break;
            default:
                BinaryPrimitives.WriteSingleLittleEndian(place[^4..], random.Fraction());
                break;
        }
    }
}
