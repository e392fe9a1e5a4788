using System.Collections.Immutable;

namespace Ascribe.Experiments.Evaluation;

/// <summary>A way to explain that is judged: a method, against a baseline, at a layer.</summary>
/// <param name="Name">What tables call the method, such as <c>lrp:z-plus</c>.</param>
/// <param name="Method">The method.</param>
public sealed record Candidate(string Name, AttributionMethod Method)
{
    /// <summary>The baseline; null where the method compares with none.</summary>
    public NamedBaseline? Baseline { get; init; }

    /// <summary>What tables call the layer; empty for the inputs.</summary>
    public string Layer { get; init; } = "";

    /// <summary>What is attributed to; empty for the inputs.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>The same against each of several baselines; for methods that compare with one.</summary>
    public IEnumerable<Candidate> Against(IEnumerable<NamedBaseline> baselines) =>
        baselines.Select(baseline => this with { Baseline = baseline });

    /// <summary>What tells it from others: method, baseline and layer, empty where there is none.</summary>
    internal ImmutableArray<string> Key => [Name, Baseline?.Name ?? "", Layer];

    /// <summary>What it is called in messages: <c>deeplift at mixed4e against zero</c>.</summary>
    public override string ToString() =>
        $"{Name}{(Layer.Length > 0 ? $" at {Layer}" : "")}{(Baseline is null ? "" : $" against {Baseline.Name}")}";
}
