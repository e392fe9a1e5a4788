namespace Ascribe.Fuzz.Mutations;

/// <summary>Single bits are the other way round.</summary>
internal sealed class FlippedBits : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var bytes = specimen.Bytes.ToArray();
        for (var i = random.Next(1, 9); i > 0 && bytes.Length > 0; i--)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        specimen.Bytes = bytes;
    }
}
