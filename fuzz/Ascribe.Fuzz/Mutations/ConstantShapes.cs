namespace Ascribe.Fuzz.Mutations;

/// <summary>A stored tensor states other extents than its data has, or holds other data.</summary>
internal sealed class ConstantShapes : Mutation
{
    public override void Apply(Specimen specimen, Random random)
    {
        if (specimen.Tensors is not { Length: > 0 } tensors)
            return;
        var tensor = random.Of(tensors);
        switch (random.Next(6))
        {
            case 0:
                tensor.Dims.Add(random.Number());
                break;
            case 1 when tensor.Dims.Count > 0:
                tensor.Dims.RemoveAt(random.Next(tensor.Dims.Count));
                break;
            case 2:
                tensor.ClearRawData();
                break;
            case 3:
                tensor.FloatData.Add(random.Fraction());
                break;
            case 4 when tensor.Dims.Count > 1:
                (tensor.Dims[0], tensor.Dims[^1]) = (tensor.Dims[^1], tensor.Dims[0]);
                break;
            case var _ when tensor.Dims.Count > 0:
                tensor.Dims[random.Next(tensor.Dims.Count)] = random.Number();
                break;
        }
    }
}
