using System.Collections.Immutable;
using System.Globalization;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>Which rule shares out relevance at which layer.</summary>
public sealed record LrpComposite
{
    /// <summary>ε everywhere.</summary>
    public static LrpComposite Default { get; } = Uniform(LrpRule.Epsilon());

    /// <summary>z⁺ for convolutions, ε for dense layers.</summary>
    public static LrpComposite EpsilonPlus { get; } = new() { Convolution = LrpRule.ZPlus };

    /// <summary>The same, and flat for the first layer.</summary>
    public static LrpComposite EpsilonPlusFlat { get; } = EpsilonPlus with { First = LrpRule.Flat };

    /// <summary>The rule of convolutions, transposed ones among them.</summary>
    public LrpRule Convolution { get; init; } = LrpRule.Epsilon();

    /// <summary>The rule of matrix products with a constant.</summary>
    public LrpRule Dense { get; init; } = LrpRule.Epsilon();

    /// <summary>The rule of layers with no other such layer between the model's inputs and them; null for the rule of their kind.</summary>
    public LrpRule? First { get; init; }

    /// <summary>Rules of single layers, by the name of the value that the layer makes; they come before all others.</summary>
    public ImmutableDictionary<string, LrpRule> ByValue { get; init; } = ImmutableDictionary<string, LrpRule>.Empty;

    /// <summary>ε of what has no weights: sums, means, average pools.</summary>
    public double Epsilon { get; init; } = 1e-9;

    /// <summary>γ for convolutions, ε for dense layers, z^B for the first layer.</summary>
    /// <param name="low">The least that an input can be.</param>
    /// <param name="high">The most.</param>
    /// <param name="gamma">γ.</param>
    public static LrpComposite EpsilonGammaBox(double low, double high, double gamma = 0.25) =>
        new() { Convolution = LrpRule.Gamma(gamma), First = LrpRule.Box(low, high) };

    /// <summary>One rule everywhere.</summary>
    public static LrpComposite Uniform(LrpRule rule) =>
        new()
        {
            Convolution = rule,
            Dense = rule,
            Epsilon = rule is LrpEpsilon { Share: var share } ? share : 1e-9,
        };

    /// <summary>The rule of a layer.</summary>
    /// <param name="node">The node with weights.</param>
    /// <param name="isFirst">Whether no other such layer stands before it.</param>
    internal LrpRule For(Node node, bool isFirst) =>
        ByValue.GetValueOrDefault(node.Output)
        ?? (isFirst ? First : null)
        ?? (node.Op is "Conv" or "ConvTranspose" ? Convolution : Dense);

    /// <summary>The rules in words, by name.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
        [
            KeyValuePair.Create("rule/convolution", $"{Convolution}"),
            KeyValuePair.Create("rule/dense", $"{Dense}"),
            KeyValuePair.Create("rule/others", string.Create(CultureInfo.InvariantCulture, $"epsilon:{Epsilon}")),
            .. First is null ? [] : new[] { KeyValuePair.Create("rule/first", $"{First}") },
            .. ByValue.Select(r => KeyValuePair.Create($"rule/{r.Key}", $"{r.Value}")),
        ];
}
