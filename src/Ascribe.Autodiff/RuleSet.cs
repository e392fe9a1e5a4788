using System.Collections;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Ascribe.Autodiff;

/// <summary>Rules by operator. A set is one reading of the graph: <see cref="RuleSets.Gradient"/>, or a map over it.</summary>
[CollectionBuilder(typeof(RuleSet), nameof(Create))]
public sealed class RuleSet : IEnumerable<Rule>
{
    private readonly FrozenDictionary<string, Rule> rules;

    private RuleSet(IEnumerable<Rule> rules) =>
        this.rules = rules.ToFrozenDictionary(r => r.Op, StringComparer.Ordinal);

    /// <summary>The rule of an ai.onnx operator; null where there is none.</summary>
    public Rule? this[string op] => rules.GetValueOrDefault(op);

    /// <summary>A set of rules, one for each operator.</summary>
    /// <exception cref="ArgumentException">Two rules are for the same operator.</exception>
    public static RuleSet Create(ReadOnlySpan<Rule> rules) => new(rules.ToArray());

    /// <summary>The set with each rule mapped: another reading of the same table.</summary>
    public RuleSet Select(Func<Rule, Rule> map) => new(rules.Values.Select(map));

    /// <inheritdoc/>
    public IEnumerator<Rule> GetEnumerator() => rules.Values.OrderBy(r => r.Op, StringComparer.Ordinal).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
