using System.Collections.Immutable;
using Ascribe.Gradients;

namespace Ascribe;

/// <summary>What an <see cref="InputPathMethod"/> adds up along the line of one example, in double precision and in order.</summary>
internal abstract class InputPathSum
{
    private readonly Dictionary<string, double[]> sums = new(StringComparer.Ordinal);
    private int count;

    /// <summary>F(b): the target where the line begins.</summary>
    public double BeginningOutput { get; private set; } = double.NaN;

    /// <summary>Takes the next point.</summary>
    public void Add(GradientRow row, ImmutableArray<QuadraturePoint> points)
    {
        if (count == 0)
            BeginningOutput = row.Target;
        foreach (var (layer, gradient) in row.Gradients)
        {
            if (!sums.TryGetValue(layer, out var sum))
                sums[layer] = sum = new double[gradient.Length];
            Add(sum, layer, row, points[count]);
        }
        count++;
    }

    /// <summary>The contributions of a layer, row-major within the example.</summary>
    public double[] Of(string layer) => sums[layer];

    /// <summary>Adds what one point gives to the sum of a layer.</summary>
    protected abstract void Add(double[] sum, string layer, GradientRow row, QuadraturePoint point);
}
