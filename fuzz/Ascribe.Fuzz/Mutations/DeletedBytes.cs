namespace Ascribe.Fuzz.Mutations;

/// <summary>A run of bytes is missing.</summary>
internal sealed class DeletedBytes : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var bytes = specimen.Bytes;
        var start = random.Next(bytes.Length + 1);
        var end = Math.Min(bytes.Length, start + random.Next(1, 65));
        specimen.Bytes = [.. bytes.AsSpan(0, start), .. bytes.AsSpan(end)];
    }
}
