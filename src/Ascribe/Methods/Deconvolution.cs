using Ascribe.Autodiff;

namespace Ascribe;

/// <summary>The gradient with rectifying units letting through only what is positive, whether they are active or not.</summary>
/// <remarks>
/// Zeiler and Fergus, "Visualizing and Understanding Convolutional Networks", 2014. Which units are meant, <see cref="Rectifiers"/>
/// says; without any it is the gradient.
/// </remarks>
public sealed record Deconvolution : PointMethod
{
    /// <inheritdoc/>
    public override string Name => "deconvolution";

    private protected override Rectification Reading => Rectification.Deconvolution;

    private protected override double Contribution(double gradient, double value) => gradient;
}
