using System.Numerics.Tensors;

namespace Ascribe.Tests;

/// <summary>How far two arrays lie apart. What is not a number is infinitely far, so that no bound lets it pass.</summary>
internal static class Distance
{
    public static double Largest(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        actual.Length.ShouldBe(expected.Length);
        var largest = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            var difference = Math.Abs(actual[i] - expected[i]);
            largest = double.IsNaN(difference) ? double.PositiveInfinity : Math.Max(largest, difference);
        }
        return largest;
    }

    /// <summary>‖actual − expected‖ / ‖expected‖.</summary>
    public static double RelativeL2(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        actual.Length.ShouldBe(expected.Length);
        var ratio = TensorPrimitives.Distance(actual, expected) / TensorPrimitives.Norm(expected);
        return double.IsNaN(ratio) ? double.PositiveInfinity : ratio;
    }
}
