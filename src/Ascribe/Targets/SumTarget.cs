using System.Collections.Immutable;

namespace Ascribe;

/// <summary>The sum of several entries.</summary>
internal sealed record SumTarget(ImmutableArray<ImmutableArray<long>> Indices) : Target
{
    protected override string Selection => string.Join('+', Indices.Select(i => string.Join(',', i)));

    public override Tensor Weights(Tensor value)
    {
        var entries = Indices.Select(i => EntryIndex.Flat(i, value, ValueName)).ToArray();
        var size = value.Length / (int)Math.Max(1, value.Shape[0]);
        var weights = new double[value.Length];
        for (var start = 0; start < value.Length; start += size)
        {
            foreach (var entry in entries)
                weights[start + entry] += 1;
        }
        return Tensor.Of(weights, value.Shape.AsSpan()).To(value.ElementType);
    }
}
