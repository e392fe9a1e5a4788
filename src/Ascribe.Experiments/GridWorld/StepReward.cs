namespace Ascribe.Experiments.GridWorld;

/// <summary>What a single step earns.</summary>
/// <param name="Elsewhere">For a step that arrives at any cell but the end.</param>
/// <param name="AtEnd">For a step that arrives at the end; to stay there is such a step.</param>
public sealed record StepReward(double Elsewhere, double AtEnd);
