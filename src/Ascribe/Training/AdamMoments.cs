using System.Numerics.Tensors;

namespace Ascribe.Training;

/// <summary>The running means that Adam keeps, and its step.</summary>
/// <param name="adam">The settings.</param>
/// <param name="length">The number of weights.</param>
internal sealed class AdamMoments(Adam adam, int length)
{
    private readonly double[] scratch = new double[length];

    /// <summary>The running mean of the gradient.</summary>
    public double[] First { get; } = new double[length];

    /// <summary>The running mean of the squared gradient.</summary>
    public double[] Second { get; } = new double[length];

    /// <summary>Changes the weights by one step.</summary>
    /// <param name="weights">All parameters, one after the other.</param>
    /// <param name="decaying">The parts of them that decay.</param>
    /// <param name="gradient">The gradient of the mean loss.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="step">The step, from 1.</param>
    public void Step(double[] weights, IEnumerable<Range> decaying, double[] gradient, double rate, long step)
    {
        TensorPrimitives.Multiply(First, adam.FirstDecay, First);
        TensorPrimitives.MultiplyAdd(gradient, 1 - adam.FirstDecay, First, First);
        TensorPrimitives.Multiply(gradient, gradient, scratch);
        TensorPrimitives.Multiply(Second, adam.SecondDecay, Second);
        TensorPrimitives.MultiplyAdd(scratch, 1 - adam.SecondDecay, Second, Second);
        if (adam.WeightDecay != 0)
        {
            foreach (var part in decaying)
                TensorPrimitives.Multiply(weights.AsSpan(part), 1 - rate * adam.WeightDecay, weights.AsSpan(part));
        }
        TensorPrimitives.Divide<double>(Second, 1 - Math.Pow(adam.SecondDecay, step), scratch);
        TensorPrimitives.Sqrt<double>(scratch, scratch);
        TensorPrimitives.Add(scratch, adam.Epsilon, scratch);
        TensorPrimitives.Divide<double>(First, scratch, scratch);
        TensorPrimitives.MultiplyAdd(scratch, -rate / (1 - Math.Pow(adam.FirstDecay, step)), weights, weights);
    }
}
