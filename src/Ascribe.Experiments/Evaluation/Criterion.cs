namespace Ascribe.Experiments.Evaluation;

/// <summary>What explanations are judged by: a score, or what they cost.</summary>
public abstract record Criterion
{
    /// <summary>Seconds that an explanation takes, without finding its baseline and without compiling graphs.</summary>
    public static Criterion Time { get; } = new CostCriterion("time", "s", m => m.Time.TotalSeconds);

    /// <summary>Runs of the model that an explanation takes, with or without a gradient, without those that find its baseline.</summary>
    public static Criterion Evaluations { get; } =
        new CostCriterion("evaluations", "", m => m.GradientEvaluations + m.ModelEvaluations);

    /// <summary>What tables call it; two criteria of one plan are told apart by it.</summary>
    public abstract string Name { get; init; }

    /// <summary>Whether a larger number is better; otherwise a smaller one is.</summary>
    public abstract bool LargerIsBetter { get; }

    /// <summary>The unit of the numbers; empty for a pure number.</summary>
    public abstract string Unit { get; }

    /// <summary>All that its numbers depend on, for a plan's file.</summary>
    internal abstract string Settings { get; }

    /// <summary>Judges.</summary>
    /// <exception cref="Onnx.ModelException">The criterion cannot be applied here.</exception>
    /// <exception cref="Autodiff.NotDifferentiableException">A gradient is needed that does not exist.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    internal abstract CriterionValue Of(ExplainedExample explained, CancellationToken cancellation);
}
