namespace Ascribe.Training;

/// <summary>Adam with decoupled weight decay.</summary>
/// <remarks>
/// With m and v the running means of the gradient and its square, corrected for their start at 0:
/// w ← w − rate·(m/(√v + ε) + decay·w). The decay acts on matrices and filters only, see <see cref="Parameter.Decays"/>.
/// Sources: Kingma and Ba 2015, Algorithm 1; Loshchilov and Hutter 2019, Algorithm 2.
/// </remarks>
public sealed record Adam
{
    /// <summary>What is kept of the mean gradient from step to step.</summary>
    public double FirstDecay { get; init; } = 0.9;

    /// <summary>What is kept of the mean squared gradient from step to step.</summary>
    public double SecondDecay { get; init; } = 0.999;

    /// <summary>Keeps the division defined.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>The share of a weight that a step of rate 1 takes away.</summary>
    public double WeightDecay { get; init; }
}
