namespace Ascribe.Attacks;

/// <summary>Steps along the sign of the gradient from a random place within ε, each cut off at ε and at the valid range.</summary>
/// <remarks>Mądry, Makelov, Schmidt, Tsipras and Vladu, "Towards Deep Learning Models Resistant to Adversarial Attacks", 2018.</remarks>
public sealed record ProjectedGradientDescent : Attack
{
    /// <summary>The length of a step, as a share of the valid range.</summary>
    public double Step { get; init; } = 2 / 255.0;

    /// <summary>Steps.</summary>
    public int Iterations { get; init; } = 20;

    /// <summary>Whether to begin at a uniformly random place within ε; else at the example.</summary>
    public bool RandomStart { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => "pgd";

    internal override int MostSteps => Iterations;

    internal override double StepSize => Step;

    internal override bool StartsAnywhere => RandomStart;
}
