namespace Ascribe.Experiments.SameBudget;

/// <summary>Estimators of Shapley values at the same budget.</summary>
public sealed record SameBudgetExperiment : Experiment
{
    /// <inheritdoc/>
    public override string Name => "estimators";

    /// <inheritdoc/>
    public override string Description =>
        "How well estimators of Shapley values do at the same budget, against exact values.";

    /// <inheritdoc/>
    public override ExperimentReport Run(ExperimentOptions options, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
