using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Ascribe;

/// <summary>The mean of what a propagation gives for one example, added up in double precision in the order of the baselines.</summary>
internal sealed class PropagationMean(ImmutableArray<string> features, int baselines)
{
    private readonly FeatureSums sums = new();
    private double outputs;

    /// <summary>The mean of the target over the baselines.</summary>
    public double BaselineOutput => outputs / baselines;

    /// <summary>Adds what a run gives for some of the baselines.</summary>
    public void Add(ImmutableArray<Tensor> run)
    {
        outputs += TensorPrimitives.Sum<double>(run[0].ToDoubles());
        for (var i = 0; i < features.Length; i++)
            sums.Add(features[i], run[i + 1]);
    }

    /// <summary>What a feature contributed, row-major within the example.</summary>
    public double[] Of(string feature) => [.. sums.Of(feature).Select(s => s / baselines)];
}
