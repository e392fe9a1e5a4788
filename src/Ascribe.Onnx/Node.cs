using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>One application of an operator: named values in, named values out.</summary>
/// <param name="Op">The operator, such as <c>Conv</c>.</param>
/// <param name="Inputs">The values read; an empty name stands for an optional input left out.</param>
/// <param name="Outputs">The values made; an empty name stands for an output left out.</param>
/// <param name="Attributes">The settings.</param>
/// <param name="Name">The node's own name; often empty.</param>
/// <param name="Domain">The operator's domain; empty for ai.onnx.</param>
public sealed record Node(
    string Op,
    ImmutableArray<string> Inputs,
    ImmutableArray<string> Outputs,
    Attributes Attributes,
    string Name = "",
    string Domain = ""
)
{
    /// <summary>The first output.</summary>
    public string Output => Outputs[0];

    /// <summary>The operator with its domain where that is not ai.onnx.</summary>
    public string QualifiedOp => Domain.Length == 0 ? Op : $"{Domain}.{Op}";

    /// <summary>The name of an input, or null where it is left out.</summary>
    public string? Input(int index) => index < Inputs.Length && Inputs[index].Length > 0 ? Inputs[index] : null;

    /// <summary>The name of an input that has to be there.</summary>
    /// <exception cref="ModelException">It is left out.</exception>
    public string Required(int index) => Input(index) ?? throw new ModelException($"{this} lacks its input {index}.");

    /// <summary>Every value that the node reads, those that its subgraphs take from outside included.</summary>
    public IEnumerable<string> Reads =>
        Inputs
            .Where(i => i.Length > 0)
            .Concat(Subgraphs.SelectMany(g => g.OuterReads))
            .Distinct(StringComparer.Ordinal);

    /// <summary>The graphs in the attributes: bodies of loops, branches of conditions.</summary>
    public IEnumerable<Graph> Subgraphs => Attributes.Settings.Select(s => s.Value).OfType<Graph>();

    /// <summary>How a message refers to the node: operator and name, or operator and first output.</summary>
    public override string ToString() =>
        Name.Length > 0 ? $"{QualifiedOp} '{Name}'" : $"{QualifiedOp} → '{Outputs.FirstOrDefault()}'";
}
