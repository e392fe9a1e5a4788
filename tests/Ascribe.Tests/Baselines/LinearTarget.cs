using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace Ascribe.Tests.Baselines;

/// <summary>f(A) = w·A + c, whose gradient is w wherever one looks.</summary>
internal sealed class LinearTarget(double[] weights, double constant = 0) : TargetFunction
{
    /// <summary>How often a gradient was taken, row by row.</summary>
    public int Evaluations { get; private set; }

    public override ImmutableArray<double[]> Values(IReadOnlyList<FeatureRows> asked) =>
        [.. asked.Select(a => Values(a.Rows))];

    public override ImmutableArray<TargetGradient> Gradients(IReadOnlyList<FeatureRows> asked)
    {
        Evaluations += asked.Sum(a => (int)a.Rows.Shape[0]);
        return [.. asked.Select(a => new TargetGradient(Values(a.Rows), Gradient(a.Rows)))];
    }

    public override double Read(int example, ReadOnlySpan<double> scores) => scores[example];

    private double[] Values(Tensor rows) =>
        [.. Rows(rows).Select(r => TensorPrimitives.Dot<double>(r.ToDoubles(), weights) + constant)];

    private static IEnumerable<Tensor> Rows(Tensor rows) =>
        Enumerable.Range(0, (int)rows.Shape[0]).Select(r => rows.Rows(r, 1));

    private Tensor Gradient(Tensor rows) =>
        Tensor.Of(Rows(rows).SelectMany(_ => weights).ToArray(), rows.Shape.AsSpan()).To(rows.ElementType);
}
