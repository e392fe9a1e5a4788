using Ascribe.Autodiff;

namespace Ascribe;

/// <summary>How a model is read when it is explained.</summary>
public sealed record NetworkOptions
{
    /// <summary>
    /// Whether rounding is taken for the identity, so that quantized models can be explained. Without it they are refused:
    /// what they compute is constant between levels.
    /// </summary>
    public bool StraightThrough { get; init; }

    /// <summary>What differs from the default, by name.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Settings =>
        StraightThrough ? [KeyValuePair.Create("straight-through", "true")] : [];

    /// <summary>The reading of the graph.</summary>
    internal RuleSet Rules => StraightThrough ? RuleSets.StraightThrough : RuleSets.Gradient;
}
