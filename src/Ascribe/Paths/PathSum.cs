using System.Collections.Immutable;

namespace Ascribe;

/// <summary>What one leg gives, its parts added up in double precision in the order of the points.</summary>
internal sealed class PathSum(ImmutableArray<string> features)
{
    private readonly FeatureSums sums = new();
    private readonly List<double> outputs = [];

    /// <summary>The target where the leg begins, if it has been seen; else NaN.</summary>
    public double BeginningOutput { get; private set; } = double.NaN;

    /// <summary>The target at every point of the leg, in order.</summary>
    public IReadOnlyList<double> Outputs => outputs;

    /// <summary>The leg's attribution to every feature.</summary>
    public ImmutableDictionary<string, double[]> ByFeature => sums.ByFeature;

    /// <summary>Adds what one run of a path graph gives about the leg.</summary>
    /// <param name="points">The points that the run took of it.</param>
    /// <param name="target">The target at the points.</param>
    /// <param name="parts">The sums over the points, feature by feature.</param>
    public void Add(ImmutableArray<QuadraturePoint> points, ReadOnlySpan<double> target, ImmutableArray<Tensor> parts)
    {
        if (points[0].Position == 0)
            BeginningOutput = target[0];
        outputs.AddRange(target);
        for (var i = 0; i < features.Length; i++)
            sums.Add(features[i], parts[i]);
    }

    /// <summary>The leg's attribution to a feature, row-major within the example.</summary>
    public double[] Of(string feature) => sums.Of(feature);
}
