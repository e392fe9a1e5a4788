namespace Ascribe.Experiments.Evaluation;

/// <summary>How an evaluation is done.</summary>
/// <param name="Folder">Where scores are kept as they come, and from where they are taken up again.</param>
public sealed record EvaluationOptions(string Folder)
{
    /// <summary>Whether to throw away what the folder holds of an earlier evaluation.</summary>
    public bool Restart { get; init; }

    /// <summary>How to do the work; its seed decides everything random.</summary>
    public Execution Execution { get; init; } = Execution.Default;

    /// <summary>How many examples there will be, for the progress; null where nobody knows.</summary>
    public long? Count { get; init; }

    /// <summary>Told what a person should know, a line each; null to tell nobody.</summary>
    public Action<string>? Remark { get; init; }
}
