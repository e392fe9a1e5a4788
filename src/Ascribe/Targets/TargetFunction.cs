using System.Collections.Immutable;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe;

/// <summary>The target as a function of one feature. Everything else, other features among it, is held at the example.</summary>
/// <remarks>Rows do not influence each other, and what an example gets does not depend on which others are asked about.</remarks>
public abstract class TargetFunction
{
    /// <summary>F at values of the feature.</summary>
    /// <param name="asked">Where; one entry or several for each example.</param>
    /// <returns>For each entry one number per row.</returns>
    /// <exception cref="ModelException">The rows do not fit the feature.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract ImmutableArray<double[]> Values(IReadOnlyList<FeatureRows> asked);

    /// <summary>F and its gradient at values of the feature.</summary>
    /// <param name="asked">Where; one entry or several for each example.</param>
    /// <returns>One result for each entry.</returns>
    /// <exception cref="ModelException">The rows do not fit the feature.</exception>
    /// <exception cref="NotDifferentiableException">A node between feature and target has no backward rule.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public abstract ImmutableArray<TargetGradient> Gradients(IReadOnlyList<FeatureRows> asked);

    /// <summary>The target of an example where the value that it is read from were other numbers.</summary>
    /// <param name="example">The example, which may have an entry of its own.</param>
    /// <param name="scores">The numbers, row-major within the example.</param>
    /// <exception cref="ModelException">There are more or fewer numbers than that value has.</exception>
    public abstract double Read(int example, ReadOnlySpan<double> scores);
}
