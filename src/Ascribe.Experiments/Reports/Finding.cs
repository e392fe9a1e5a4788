using System.Collections.Immutable;

namespace Ascribe.Experiments;

/// <summary>One question of an experiment: what the paper says, what was measured, and how the two stand to each other.</summary>
/// <param name="Heading">The question, with the figure or table of the paper that it is about.</param>
/// <param name="Paper">What the paper says, in our words; null where the question is our own.</param>
/// <param name="Measured">What was measured, in words with the numbers that matter.</param>
/// <param name="Verdict">How they stand to each other.</param>
public sealed record Finding(string Heading, string? Paper, string Measured, Verdict Verdict)
{
    /// <summary>The numbers.</summary>
    public ImmutableArray<ResultTable> Tables { get; init; } = [];

    /// <summary>The numbers drawn.</summary>
    public ImmutableArray<ResultPlot> Plots { get; init; } = [];

    /// <summary>The verdict in words.</summary>
    public string VerdictText =>
        Verdict switch
        {
            Verdict.Agrees => "agrees with the paper",
            Verdict.PartlyAgrees => "agrees in part",
            Verdict.Differs => "differs from the paper",
            Verdict.Undecided => "is left open: these examples do not tell",
            _ => "goes beyond the paper",
        };
}
