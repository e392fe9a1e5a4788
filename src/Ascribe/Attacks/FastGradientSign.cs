namespace Ascribe.Attacks;

/// <summary>The fast gradient sign method: one step of length ε, x ± ε·sign ∇ₓ log p(class).</summary>
/// <remarks>Goodfellow, Shlens and Szegedy, "Explaining and Harnessing Adversarial Examples", 2015.</remarks>
public sealed record FastGradientSign : Attack
{
    /// <inheritdoc/>
    public override string Name => "fgsm";

    internal override int MostSteps => 1;

    internal override double StepSize => Epsilon;
}
