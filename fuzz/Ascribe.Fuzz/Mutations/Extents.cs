using Onnx;

namespace Ascribe.Fuzz.Mutations;

/// <summary>What inputs, outputs and hidden values are said to be shaped like is huge, negative, or of another rank.</summary>
internal sealed class Extents : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        var ports = specimen.Graphs.SelectMany(g => g.Input.Concat(g.Output).Concat(g.ValueInfo)).ToArray();
        if (ports.Length == 0 || random.Of(ports).Type?.TensorType is not { } type)
            return;
        type.Shape ??= new TensorShapeProto();
        var dims = type.Shape.Dim;
        var what = random.Next(10);
        if (what == 0 || dims.Count == 0)
            dims.Add(new TensorShapeProto.Types.Dimension { DimValue = random.Number() });
        else if (what == 1)
            dims.RemoveAt(random.Next(dims.Count));
        else if (what == 2)
            type.Shape = null;
        else if (what == 3)
            random.Of(dims).DimParam = "free";
        else if (what == 4)
            random.Of(dims).ClearDimValue();
        else
            random.Of(dims).DimValue = random.Number();
    }
}
