namespace Ascribe.Fuzz.Mutations;

/// <summary>A run of bytes is noise.</summary>
internal sealed class OverwrittenBytes : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var bytes = specimen.Bytes.ToArray();
        var start = random.Next(bytes.Length + 1);
        random.NextBytes(bytes.AsSpan(start, Math.Min(random.Next(1, 33), bytes.Length - start)));
        specimen.Bytes = bytes;
    }
}
