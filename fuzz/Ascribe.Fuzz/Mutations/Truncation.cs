namespace Ascribe.Fuzz.Mutations;

/// <summary>The file ends early.</summary>
internal sealed class Truncation : Mutation
{
    public override void Apply(Specimen specimen, Random random) =>
        specimen.Bytes = specimen.Bytes[..random.Next(specimen.Bytes.Length + 1)];
}
