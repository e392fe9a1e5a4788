using System.Collections.Immutable;

namespace Ascribe.Metrics;

/// <summary>What a score says of an attribution.</summary>
public sealed record ScoreResult
{
    /// <summary>The score and its settings.</summary>
    public required Score Score { get; init; }

    /// <summary>One number per example, [E]. NaN where the score means nothing; <see cref="Warnings"/> says why.</summary>
    public required ImmutableArray<double> Values { get; init; }

    /// <summary>What the numbers were made of, one curve per example; empty where the score has none.</summary>
    public ImmutableArray<ScoreCurve> Curves { get; init; } = [];

    /// <summary>Where the score means nothing, and what would help.</summary>
    public ImmutableArray<Warning> Warnings { get; init; } = [];

    /// <summary>Evaluations of the model that the score took, with or without a gradient, all examples together.</summary>
    public long Evaluations { get; init; }

    /// <summary>The mean over the examples that have a number, with its 95 % interval by Student's t.</summary>
    public MeanEstimate Mean => MeanEstimate.OfNormal(Values.AsSpan());

    /// <summary>A warning for the examples whose number is NaN; nothing where there are none.</summary>
    internal static ImmutableArray<Warning> WhereUndefined(ImmutableArray<double> values, string text)
    {
        ImmutableArray<int> examples = [.. Enumerable.Range(0, values.Length).Where(e => double.IsNaN(values[e]))];
        return examples.IsEmpty ? [] : [new Warning(WarningKind.UndefinedScore, text, examples)];
    }
}
