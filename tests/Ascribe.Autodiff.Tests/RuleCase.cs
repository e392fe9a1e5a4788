using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests;

/// <summary>One operator in one of its settings.</summary>
/// <param name="Op">The operator, as the rule table spells it.</param>
/// <param name="Condition">What is particular about the settings.</param>
/// <param name="Operands">Its inputs; null for one left out.</param>
public sealed record RuleCase(string Op, string Condition, params ImmutableArray<Operand?> Operands)
{
    public Attributes Attributes { get; init; } = Attributes.None;

    /// <summary>Single precision where ONNX Runtime has no kernel in double precision.</summary>
    public ElementType Type { get; init; } = ElementType.Float64;

    /// <summary>The second path to the gradient; null for a linear operator, which is taken apart into its columns.</summary>
    public Witness? Witness { get; init; }

    /// <summary>How far the paths may lie apart, at long steps; null for what the precision allows.</summary>
    public double? Tolerance { get; init; }

    /// <summary>How the node is written where one node with one output will not do.</summary>
    public Func<GraphBuilder, Value?[], Value>? Build { get; init; }

    public RuleCase Set(string name, object value) => this with { Attributes = Attributes.With(name, value) };

    public Value Write(GraphBuilder builder, Value?[] operands) =>
        Build?.Invoke(builder, operands) ?? builder.Emit(Op, operands, Attributes);

    /// <inheritdoc/>
    public override string ToString() => $"{Op}: {Condition}";
}
