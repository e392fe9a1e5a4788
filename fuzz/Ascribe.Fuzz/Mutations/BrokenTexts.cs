using Ascribe.Onnx;
using Google.Protobuf;

namespace Ascribe.Fuzz.Mutations;

/// <summary>Texts that are no UTF-8: in a tensor, in a setting, in the name of a value.</summary>
internal sealed class BrokenTexts : Mutation
{
    private static readonly byte[][] Texts =
    [
        [0xFF, 0xFE],
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0x00],
        [0xF4, 0x90, 0x80, 0x80],
        [0x1B, 0x5B, 0x31, 0x6D],
    ];

    public override void Apply(Specimen specimen, Random random)
    {
        var text = random.Of(Texts);
        var attributes = specimen.Nodes.SelectMany(n => n.Attribute).Where(a => a.HasS).ToArray();
        if (attributes.Length > 0 && random.Chance(0.3))
        {
            random.Of(attributes).S = ByteString.CopyFrom(text);
        }
        else if (specimen.Tensors is { Length: > 0 } tensors && random.Chance(0.5))
        {
            var tensor = random.Of(tensors);
            tensor.DataType = (int)ElementType.String;
            tensor.ClearRawData();
            tensor.StringData.Add(ByteString.CopyFrom(text));
        }
        else
        {
            InName(specimen, text, random);
        }
    }

    private static void InName(Specimen specimen, byte[] text, Random random)
    {
        var names = specimen.Nodes.SelectMany(n => n.Output).Where(o => o.Length > 1).ToArray();
        if (names.Length == 0)
            return;
        var name = System.Text.Encoding.UTF8.GetBytes(random.Of(names));
        var bytes = specimen.Bytes.ToArray();
        // Every mention of the name, so that the graph stays whole.
        for (var at = bytes.AsSpan().IndexOf(name); at >= 0; )
        {
            text.AsSpan(0, Math.Min(text.Length, name.Length)).CopyTo(bytes.AsSpan(at));
            var next = bytes.AsSpan(at + name.Length).IndexOf(name);
            at = next < 0 ? -1 : at + name.Length + next;
        }
        specimen.Bytes = bytes;
    }
}
