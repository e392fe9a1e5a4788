using Ascribe.Metrics;

namespace Ascribe.Experiments.Evaluation;

/// <summary>What an explanation costs; less is better.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Cost">The number.</param>
internal sealed record CostCriterion(string Name, string Unit, Func<MeasuredAttribution, double> Cost) : Criterion
{
    public override string Name { get; init; } = Name;

    public override bool LargerIsBetter => false;

    public override string Unit { get; } = Unit;

    internal override string Settings => Name;

    internal override CriterionValue Of(ExplainedExample explained, CancellationToken cancellation) =>
        new(Cost(explained.Measured));
}
