using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Ascribe;

/// <summary>Partial sums of one example, added up in double precision in the order of the points.</summary>
internal sealed class PathSum(ImmutableArray<string> features)
{
    private readonly Dictionary<string, double[]> sums = new(StringComparer.Ordinal);

    /// <summary>The target at position 0, once it has been seen.</summary>
    public double BaselineOutput { get; private set; } = double.NaN;

    /// <summary>Adds the outputs of one run of a path graph.</summary>
    public void Add(ImmutableArray<QuadraturePoint> points, ImmutableArray<Tensor> outputs)
    {
        if (points[0].Position == 0)
            BaselineOutput = outputs[0].ToDoubles()[0];
        for (var i = 0; i < features.Length; i++)
        {
            var part = outputs[i + 1].ToDoubles();
            if (sums.TryGetValue(features[i], out var sum))
                TensorPrimitives.Add(sum, part, sum);
            else
                sums[features[i]] = part;
        }
    }

    /// <summary>The sum of a feature's attribution so far.</summary>
    public double[] Of(string feature) => sums[feature];
}
