namespace Ascribe.Fuzz.Mutations;

/// <summary>A run of noise, or a part of the file once more, is put in.</summary>
internal sealed class InsertedBytes : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var bytes = specimen.Bytes;
        var noise = new byte[random.Next(1, 33)];
        random.NextBytes(noise);
        if (random.Chance(0.5) && bytes.Length > 0)
        {
            var from = random.Next(bytes.Length);
            noise = bytes[from..Math.Min(bytes.Length, from + random.Next(1, 200))];
        }
        var at = random.Next(bytes.Length + 1);
        specimen.Bytes = [.. bytes.AsSpan(0, at), .. noise, .. bytes.AsSpan(at)];
    }
}
