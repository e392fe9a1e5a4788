namespace Ascribe.Experiments.GridWorld;

/// <summary>What the steps of a run earn.</summary>
/// <remarks>The schemes of the GridWorld experiment of "Shapley Integrated Gradients", section V.</remarks>
/// <param name="Before">Until the end is first reached, the step that reaches it included.</param>
/// <param name="After">From then on; null where a run ends on reaching the end.</param>
public sealed record Reward(StepReward Before, StepReward? After = null)
{
    /// <summary>r1: −1 a step, +1 for the step that reaches the end, where the run is over.</summary>
    public static Reward R1 { get; } = new(new StepReward(-1, 1));

    /// <summary>r2: as r1 until the end is reached; the run goes on at +1.5 for a step that arrives there, −0.5 for another.</summary>
    public static Reward R2 { get; } = new(new StepReward(-1, 1), new StepReward(-0.5, 1.5));
}
