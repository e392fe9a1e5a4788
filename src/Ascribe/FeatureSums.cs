using System.Collections.Immutable;

namespace Ascribe;

/// <summary>A sum for each feature, element by element in double precision, in the order in which its parts come.</summary>
internal sealed class FeatureSums
{
    private readonly Dictionary<string, double[]> sums = new(StringComparer.Ordinal);

    /// <summary>All sums by feature.</summary>
    public ImmutableDictionary<string, double[]> ByFeature => sums.ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>Adds a part of a feature's sum.</summary>
    public void Add(string feature, Tensor part)
    {
        if (sums.TryGetValue(feature, out var sum))
            part.AddTo(sum);
        else
            sums[feature] = part.ToDoubles();
    }

    /// <summary>The sum of a feature, row-major within the example.</summary>
    public double[] Of(string feature) => sums[feature];
}
