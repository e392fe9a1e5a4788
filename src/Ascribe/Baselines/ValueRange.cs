using System.Numerics.Tensors;

namespace Ascribe;

/// <summary>From the smallest to the largest element of an example.</summary>
internal readonly record struct ValueRange(double Low, double High)
{
    /// <summary>How far the ends lie apart.</summary>
    public double Width => High - Low;

    public static ValueRange Of(double[] elements) =>
        elements.Length == 0
            ? default
            : new(TensorPrimitives.Min<double>(elements), TensorPrimitives.Max<double>(elements));
}
