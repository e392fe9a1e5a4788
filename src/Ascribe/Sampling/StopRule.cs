using System.Numerics.Tensors;

namespace Ascribe.Sampling;

/// <summary>When enough has been drawn: once the expected relative error of the players' values is small.</summary>
internal static class StopRule
{
    /// <summary>Fewer independent draws than this tell too little about their own spread.</summary>
    private const int LeastDraws = 10;

    /// <summary>Whether √Σ se² ≤ precision · √Σ φ².</summary>
    /// <param name="precision">The relative error that is wanted; null never to stop.</param>
    /// <param name="draws">Independent draws so far.</param>
    /// <param name="values">φ by player.</param>
    /// <param name="standardErrors">se by player.</param>
    public static bool IsMet(
        double? precision,
        int draws,
        ReadOnlySpan<double> values,
        ReadOnlySpan<double> standardErrors
    ) =>
        precision is { } wanted
        && draws >= LeastDraws
        && TensorPrimitives.Norm(standardErrors) <= wanted * TensorPrimitives.Norm(values);
}
