using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Players;

/// <summary>Regions of similar values, with all channels.</summary>
internal sealed record SuperpixelPlayers(int Count, double Compactness) : PlayerDivision
{
    public override PlayerPartition Of(ImmutableSortedDictionary<string, Tensor> features, int example = 0)
    {
        var count = 0;
        var ids = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<int>>(StringComparer.Ordinal);
        foreach (var (feature, value) in features)
        {
            if (value.Rank != 4)
                throw new ModelException($"'{feature}' is {value} and no picture [N,C,H,W], so it has no superpixels.");
            if (Count < 1 || Count > value.Shape[2] * value.Shape[3])
                throw new ModelException($"'{feature}' is {value} and cannot be divided into {Count} superpixels.");
            var regions = Slic.Segment(value, Count, Compactness);
            var offset = count;
            ids[feature] = [.. Enumerable.Range(0, value.Length).Select(i => offset + regions[i % regions.Length])];
            count += regions.Max() + 1;
        }
        return new PlayerPartition(count, ids.ToImmutable())
        {
            Names = [.. Enumerable.Range(0, count).Select(i => $"superpixel {i}")],
        };
    }

    public override string ToString() => $"superpixels:{Count}";
}
