using System.Numerics.Tensors;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The way of one example to a decision value, and between which places on it that value lies.</summary>
/// <param name="example">The example.</param>
/// <param name="from">The feature at the example, [1, …].</param>
/// <param name="to">Where the way leads, [1, …].</param>
internal sealed class DecisionWay(int example, Tensor from, Tensor to)
{
    private readonly double[] start = from.ToDoubles();
    private readonly double[] end = to.ToDoubles();
    private double decision;
    private (double Place, double Excess) near;
    private (double Place, double Excess) far;

    /// <summary>The example.</summary>
    public int Example => example;

    /// <summary>Even places on the whole way, both ends among them.</summary>
    public FeatureRows Places(int parts) =>
        new(example, Tensor.Stacked([.. Enumerable.Range(0, parts + 1).Select(i => At((double)i / parts))]));

    /// <summary>Finds the first two of those places that a decision value lies between.</summary>
    /// <param name="values">The target at the places.</param>
    /// <param name="sought">The decision value.</param>
    /// <param name="baseline">What asks for it.</param>
    /// <param name="feature">And where.</param>
    /// <exception cref="ModelException">There are none.</exception>
    public void Bracket(double[] values, double sought, Baseline baseline, string feature)
    {
        decision = sought;
        var parts = values.Length - 1;
        var first = Enumerable
            .Range(0, parts)
            .FirstOrDefault(i => (values[i] - decision) * (values[i + 1] - decision) <= 0, -1);
        if (first < 0)
            throw new ModelException(
                $"the baseline {baseline} of '{feature}' does not exist for example {example}: on the way the target goes from {values.Min():G5} to {values.Max():G5} and never is {decision:G5}; take another value or direction."
            );
        near = ((double)first / parts, values[first] - decision);
        far = ((first + 1.0) / parts, values[first + 1] - decision);
    }

    /// <summary>The place in the middle.</summary>
    public FeatureRows Middle() => new(example, At((near.Place + far.Place) / 2));

    /// <summary>Halves what lies between, given the target in the middle.</summary>
    public void Narrow(double value)
    {
        var middle = ((near.Place + far.Place) / 2, value - decision);
        if (near.Excess * (value - decision) <= 0)
            far = middle;
        else
            near = middle;
    }

    /// <summary>The end at which the target comes closer to the decision value.</summary>
    public Tensor Nearest() => At(Math.Abs(near.Excess) <= Math.Abs(far.Excess) ? near.Place : far.Place);

    private Tensor At(double place)
    {
        var point = new double[start.Length];
        TensorPrimitives.Lerp(start, end, place, point);
        return Tensor.Of(point, from.Shape.AsSpan()).To(from.ElementType);
    }
}
