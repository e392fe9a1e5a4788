using Ascribe.Autodiff;

namespace Ascribe;

/// <summary>The gradient with rectifying units letting through only what is positive, where they are active.</summary>
/// <remarks>
/// Springenberg et al., "Striving for Simplicity: The All Convolutional Net", 2015. Which units are meant, <see cref="Rectifiers"/> says;
/// without any it is the gradient. It shows what a picture holds more than what the target depends on (Adebayo et al., "Sanity Checks
/// for Saliency Maps", 2018).
/// </remarks>
public sealed record GuidedBackpropagation : PointMethod
{
    /// <inheritdoc/>
    public override string Name => "guided-backpropagation";

    private protected override Rectification Reading => Rectification.Guided;

    private protected override double Contribution(double gradient, double value) => gradient;
}
