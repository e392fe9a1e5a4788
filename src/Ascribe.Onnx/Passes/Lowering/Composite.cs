using System.Collections.Immutable;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>A node that stands for several, as the function that writes them sees it.</summary>
/// <param name="Node">The node.</param>
/// <param name="Builder">The graph that the replacement is written into; it knows the shapes of what the node reads.</param>
/// <param name="Known">What is known of the values that the node makes.</param>
internal sealed record Composite(Node Node, GraphBuilder Builder, Func<string, ValueInfo?> Known)
{
    /// <summary>The first input.</summary>
    public Value X => Input(0);

    /// <summary>The settings.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>An input that has to be there.</summary>
    public Value Input(int index) => Builder[Node.Required(index)];

    /// <summary>An input, or null where it is left out.</summary>
    public Value? Optional(int index) => Node.Input(index) is { } name ? Builder[name] : null;

    /// <summary>Whether anybody can read an output.</summary>
    public bool Gives(int output) => output < Node.Outputs.Length && Node.Outputs[output].Length > 0;

    /// <summary>States what an output is; nothing is written where it is left out.</summary>
    public void Define(int output, Value value)
    {
        if (Gives(output))
            Builder.Add(
                new Node("Identity", [value.Name], [Node.Outputs[output]], Attributes.None, Node.Name),
                name => (Known(name) ?? Builder.Info(value.Name)) with { Name = name, ElementType = value.ElementType }
            );
    }

    /// <summary>The fixed extent of an axis of an input.</summary>
    /// <exception cref="ModelException">It is open.</exception>
    public long Extent(int input, int axis, string meaning)
    {
        var shape = Input(input).Info.Shape;
        var place = axis < 0 ? axis + (shape?.Length ?? 0) : axis;
        return shape is { } dims && place >= 0 && place < dims.Length && dims[place].Extent is { } extent
            ? extent
            : throw Refused(
                $"needs {meaning}, axis {axis} of '{Node.Required(input)}', as a number; fix the shape of the input that it comes from (--shape NAME=…)"
            );
    }

    /// <summary>The exception that says why this form of the operator is not supported.</summary>
    public ModelException Refused(string reason) => new($"{Node} {reason}.");

    /// <summary>An input taken apart along an axis.</summary>
    public ImmutableArray<Value> Split(Value x, long axis, params ReadOnlySpan<long> lengths) =>
        lengths.Length == 1
            ? [x]
            : Builder.Emit("Split", [x, Builder.Longs(lengths)], lengths.Length, Attributes.None.With("axis", axis));
}
