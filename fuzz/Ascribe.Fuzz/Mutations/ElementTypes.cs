namespace Ascribe.Fuzz.Mutations;

/// <summary>Inputs, outputs or stored tensors are said to hold elements of another type.</summary>
internal sealed class ElementTypes : Mutation
{
    private const int Known = 25;

    public override void Apply(Specimen specimen, Random random)
    {
        var types = specimen
            .Graphs.SelectMany(g => g.Input.Concat(g.Output).Concat(g.ValueInfo))
            .Select(v => v.Type?.TensorType)
            .OfType<global::Onnx.TypeProto.Types.Tensor>()
            .ToArray();
        var type = random.Chance(0.05) ? (int)random.Number() : random.Next(Known);
        if (types.Length > 0 && random.Chance(0.6))
            random.Of(types).ElemType = type;
        else if (specimen.Tensors is { Length: > 0 } tensors)
            random.Of(tensors).DataType = type;
    }
}
