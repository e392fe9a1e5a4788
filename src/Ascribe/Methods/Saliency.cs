namespace Ascribe;

/// <summary>The gradient at the example: how much the target would move with each element, in units of the target per unit of the element.</summary>
/// <remarks>Simonyan, Vedaldi and Zisserman, "Deep Inside Convolutional Networks", 2014.</remarks>
public sealed record Saliency : PointMethod
{
    /// <summary>Whether the sign is dropped, as the paper does.</summary>
    public bool Absolute { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "saliency";

    private protected override IEnumerable<(string Name, object Setting)> OwnSettings => [("absolute", Absolute)];

    private protected override double Contribution(double gradient, double value) =>
        Absolute ? Math.Abs(gradient) : gradient;
}
