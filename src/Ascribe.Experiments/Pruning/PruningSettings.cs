using System.Collections.Immutable;
using Ascribe.Pruning;

namespace Ascribe.Experiments.Pruning;

/// <summary>How models are pruned and measured.</summary>
public sealed record PruningSettings
{
    /// <summary>Where channels are scored; empty for <see cref="ScoredLayers"/>.</summary>
    public ImmutableArray<string> Layers { get; init; } = [];

    /// <summary>How what is left is trained; null to leave it as it is.</summary>
    public FineTuning? FineTuning { get; init; }

    /// <summary>Examples that automatic rates are found on, at most.</summary>
    public int RateExamples { get; init; } = 1000;

    /// <summary>Runs that the time of one example is the median of; 0 to measure no time.</summary>
    public int TimedRuns { get; init; } = 51;
}
