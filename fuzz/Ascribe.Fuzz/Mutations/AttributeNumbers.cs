namespace Ascribe.Fuzz.Mutations;

/// <summary>Settings are huge, negative, of another length, or no numbers.</summary>
internal sealed class AttributeNumbers : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Nodes.SelectMany(n => n.Attribute).ToArray() is not { Length: > 0 } attributes)
            return;
        var attribute = random.Of(attributes);
        if (attribute.Ints.Count > 0 && random.Chance(0.3))
            attribute.Ints.RemoveAt(random.Next(attribute.Ints.Count));
        else if (attribute.Ints.Count > 0 && random.Chance(0.8))
            attribute.Ints[random.Next(attribute.Ints.Count)] = random.Number();
        else if (attribute.Ints.Count > 0)
            attribute.Ints.Add(random.Number());
        else if (attribute.Floats.Count > 0)
            attribute.Floats[random.Next(attribute.Floats.Count)] = random.Fraction();
        else if (attribute.HasI)
            attribute.I = random.Number();
        else if (attribute.HasF)
            attribute.F = random.Fraction();
        else if (attribute.HasS)
            attribute.S = Google.Protobuf.ByteString.CopyFromUtf8(
                random.Of(["", "SAME_UPPER", "reflect", "linear", "?"])
            );
    }
}
