namespace Ascribe.Attacks;

/// <summary>Small steps towards a class: x ← clip(x + α·sign ∇ₓ log p(class)), cut off at ε and at the valid range after each.</summary>
/// <remarks>
/// Kurakin, Goodfellow and Bengio, "Adversarial examples in the physical world", 2017, for any class in place of the least likely one. A
/// step of one level of a pixel keeps pictures of 8 bits at whole levels, so that rounding takes nothing away.
/// </remarks>
public sealed record IterativeTargeted : Attack
{
    /// <summary>α, as a share of the valid range.</summary>
    public double Step { get; init; } = 1 / 255.0;

    /// <summary>Steps.</summary>
    public int Iterations { get; init; } = 10;

    /// <inheritdoc/>
    public override string Name => "iterative";

    internal override int MostSteps => Iterations;

    internal override double StepSize => Step;

    internal override bool CanLeave => false;
}
