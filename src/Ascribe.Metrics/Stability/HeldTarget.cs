namespace Ascribe.Metrics;

/// <summary>The entries that a target chose at some examples, whatever it would choose at others.</summary>
internal sealed record HeldTarget : Target
{
    private readonly Target chosen;
    private readonly Tensor weights;

    private HeldTarget(Target chosen, Tensor weights)
    {
        this.chosen = chosen;
        this.weights = weights;
        ValueName = chosen.ValueName;
    }

    protected override string Selection => $"{chosen}, held";

    /// <summary>What a target chooses at the examples.</summary>
    /// <param name="target">The target.</param>
    /// <param name="scores">The value that it is read from, at the examples, [E, …].</param>
    public static HeldTarget At(Target target, Tensor scores) => new(target, target.Weights(scores));

    public override Tensor Weights(Tensor value) => weights;
}
