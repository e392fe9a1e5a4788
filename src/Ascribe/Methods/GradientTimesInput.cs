namespace Ascribe;

/// <summary>The gradient at the example times the element; at a layer, gradient times activation.</summary>
/// <remarks>Shrikumar et al., "Not Just a Black Box", 2016. For a model without biases that is linear piece by piece it sums to F(x).</remarks>
public sealed record GradientTimesInput : PointMethod
{
    /// <inheritdoc/>
    public override string Name => "gradient-x-input";

    private protected override double Contribution(double gradient, double value) => gradient * value;
}
