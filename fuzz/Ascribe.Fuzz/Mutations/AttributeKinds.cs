using Kind = Onnx.AttributeProto.Types.AttributeType;

namespace Ascribe.Fuzz.Mutations;

/// <summary>A setting is of another kind than its operator expects, under another name, there twice, or gone.</summary>
internal sealed class AttributeKinds : Mutation
{
    private static readonly string[] Names = ["axis", "axes", "value", "body", "to", "perm", "kernel_shape", "group"];

    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Nodes.Where(n => n.Attribute.Count > 0).ToArray() is not { Length: > 0 } nodes)
            return;
        var node = random.Of(nodes);
        var attribute = random.Of(node.Attribute);
        switch (random.Next(6))
        {
            case 0:
                node.Attribute.Remove(attribute);
                break;
            case 1:
                node.Attribute.Add(attribute.Clone());
                break;
            case 2:
                attribute.Name = random.Of(Names);
                break;
            case 3:
                attribute.RefAttrName = "nothing";
                break;
            default:
                attribute.Type = random.Of(Enum.GetValues<Kind>());
                attribute.I = random.Number();
                attribute.Ints.Add(random.Number());
                break;
        }
    }
}
