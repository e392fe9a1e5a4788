using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests;

/// <summary>One input of the operator that a case is about.</summary>
/// <param name="Shape">Its shape at two examples.</param>
public sealed record Operand(ImmutableArray<long> Shape)
{
    /// <summary>Whether the first axis counts examples.</summary>
    public bool IsBatched { get; init; }

    /// <summary>The content of an input that is not differentiated: indices, axes, conditions.</summary>
    public Tensor? Held { get; init; }

    /// <summary>Where the values lie.</summary>
    public (double Low, double High) Range { get; init; } = (-2, 2);

    public static Operand Data(params long[] shape) => new([.. shape]) { IsBatched = true };

    public static Operand Weight(params long[] shape) => new([.. shape]);

    public static Operand Fixed(Tensor tensor) => new(tensor.Shape) { Held = tensor };

    public static Operand Longs(params long[] numbers) => Fixed(Tensor.Vector(numbers));

    public Operand In(double low, double high) => this with { Range = (low, high) };

    /// <summary>
    /// Distinct values in a shuffled, even spread, so that no two are so close that a difference quotient confuses them.
    /// </summary>
    public double[] Values(int seed)
    {
        var count = (int)Tensor.CountOf(Shape);
        var order = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(order);
        var shift = 0.2 + 0.17 * (seed % 4);
        return [.. order.Select(k => Range.Low + (k + shift) / count * (Range.High - Range.Low))];
    }
}
