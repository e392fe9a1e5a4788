using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering;

/// <summary>One operator that stands for many, in one of its settings.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Condition">What is particular about the settings.</param>
/// <param name="Operands">Its inputs; null for one left out. Those that are not held are fed and differentiated.</param>
public sealed record CompositeCase(string Op, string Condition, params ImmutableArray<Operand?> Operands)
{
    public string Domain { get; init; } = "";

    public Attributes Attributes { get; init; } = Attributes.None;

    /// <summary>The outputs; an empty name for one left out.</summary>
    public ImmutableArray<string> Outputs { get; init; } = ["y"];

    public long Opset { get; init; } = Model.CanonicalOpset;

    /// <summary>How far the lowered form may lie from ONNX Runtime's kernel.</summary>
    public double Tolerance { get; init; } = 2e-5;

    /// <summary>How far difference quotients look; short where kinks are near.</summary>
    public double Step { get; init; } = 1e-2;

    /// <summary>What the operator's only input is made from, where it is not the first operand itself.</summary>
    public Func<Value, Value, Value>? Before { get; init; }

    public string QualifiedOp => Domain.Length == 0 ? Op : $"{Domain}.{Op}";

    public CompositeCase Set(string name, object value) => this with { Attributes = Attributes.With(name, value) };

    /// <summary>The names of the operands that vary.</summary>
    public ImmutableArray<int> Varied =>
        [.. Enumerable.Range(0, Operands.Length).Where(i => Operands[i] is { Held: null })];

    public Dictionary<string, Tensor> Feeds() =>
        Varied.ToDictionary(
            i => $"x{i}",
            i => Tensor.Of(Operands[i]!.Values(i + 1), Operands[i]!.Shape.AsSpan()).To(ElementType.Float32),
            StringComparer.Ordinal
        );

    public Model Forward()
    {
        var builder = new GraphBuilder();
        var operands = Operands.Select((o, i) => o is null ? (Value?)null : Declared(o, i)).ToImmutableArray();
        if (Before is { } prepare)
            operands = [prepare(operands[0]!.Value, operands[1]!.Value)];
        var read = operands.Select(o => o?.Name ?? "").ToImmutableArray();
        foreach (var output in builder.Add(new Node(Op, read, Outputs, Attributes, Domain: Domain)))
        {
            if (output.Name.Length > 0)
                builder.Output(output);
        }
        var graph = builder.Build();
        var outputs = graph.Outputs.Select(o => new ValueInfo(o.Name, ElementType.Undefined));
        var model = Model.Canonical(graph with { Outputs = [.. outputs] });
        var opsets = model.Opsets.SetItem("", Opset);
        return model with
        {
            Opsets = Domain.Length == 0 ? opsets : opsets.SetItem(Domain, Domain == "ai.onnx.ml" ? 3 : 1),
            IrVersion = Opset > Model.CanonicalOpset ? 11 : model.IrVersion,
        };

        Value Declared(Operand operand, int i) =>
            operand.Held is { } held
                ? builder.Constant(held, $"x{i}")
                : builder.Input($"x{i}", ElementType.Float32, [.. operand.Shape.Select(e => (Dim)e)]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{QualifiedOp}: {Condition}";
}
