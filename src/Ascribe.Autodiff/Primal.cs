using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>A forward node as its rule sees it: settings, the values that went in and came out, and what has come back.</summary>
/// <param name="Node">The node.</param>
/// <param name="Builder">The graph that forward and backward nodes stand in.</param>
/// <param name="Adjoints">The adjoint of each output; null where the target does not depend on it.</param>
public sealed record Primal(Node Node, GraphBuilder Builder, ImmutableArray<Value?> Adjoints)
{
    private ImmutableDictionary<int, Value> replaced = ImmutableDictionary<int, Value>.Empty;

    /// <summary>Which inputs vary with the features.</summary>
    public ImmutableArray<bool> Varying { get; init; } = [];

    /// <summary>The adjoint of the first output that has one.</summary>
    public Value Dy => Adjoints.First(dy => dy is not null)!.Value;

    /// <summary>The first input.</summary>
    public Value X => Input(0);

    /// <summary>The second input.</summary>
    public Value W => Input(1);

    /// <summary>The first output.</summary>
    public Value Y => Builder[Node.Output];

    /// <summary>The outputs.</summary>
    public ImmutableArray<Value> Outputs => [.. Node.Outputs.Select(o => Builder[o])];

    /// <summary>The settings.</summary>
    public Attributes Attributes => Node.Attributes;

    /// <summary>An input that has to be there.</summary>
    public Value Input(int index) =>
        OptionalInput(index) ?? throw new NotDifferentiableException($"{Node} lacks its input {index}.");

    /// <summary>An input, or null where it is left out.</summary>
    public Value? OptionalInput(int index) =>
        replaced.TryGetValue(index, out var value) ? value
        : Node.Input(index) is { } name ? Builder[name]
        : null;

    /// <summary>The node with another value in the place of an input.</summary>
    /// <param name="index">The input.</param>
    /// <param name="value">The value; it takes the shape of what it replaces.</param>
    public Primal With(int index, Value value) =>
        this with
        {
            replaced = replaced.SetItem(index, value.ShapedLike(Input(index))),
        };

    /// <summary>Writes the node once more, with the inputs that stand here now.</summary>
    /// <returns>The outputs, of the shapes that they have anyway.</returns>
    public ImmutableArray<Value> Again()
    {
        var inputs = Node.Inputs.Select((_, i) => OptionalInput(i)).ToArray();
        var written = Builder.Emit(Node.Op, inputs, Node.Outputs.Length, Attributes);
        return [.. written.Select((y, i) => Node.Outputs[i].Length > 0 ? y.ShapedLike(Builder[Node.Outputs[i]]) : y)];
    }

    /// <summary>An optional output, which the forward node is made to give.</summary>
    public Value OptionalOutput(int index) => Builder.OptionalOutput(Node.Output, index);

    /// <summary>The integers of an input that has to be constant.</summary>
    /// <exception cref="NotDifferentiableException">It is computed.</exception>
    public long[] ConstantLongs(int index) =>
        Input(index).Content is { } tensor
            ? tensor.ToLongs()
            : throw new NotDifferentiableException(
                $"{Node} takes '{Node.Inputs[index]}' from the graph; only a constant is supported there."
            );

    /// <summary>An axis counted from the front.</summary>
    public int Axis(string name, long otherwise, int rank)
    {
        var axis = Attributes.Int(name, otherwise);
        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>Axes counted from the front; all of them where none are given.</summary>
    public long[] Axes(int input)
    {
        var rank = X.Rank;
        var stated = OptionalInput(input) is null ? [] : ConstantLongs(input);
        if (stated.Length == 0 && Attributes.Int("noop_with_empty_axes") == 0)
            return [.. Enumerable.Range(0, rank).Select(a => (long)a)];
        return [.. stated.Select(axis => axis < 0 ? axis + rank : axis)];
    }
}
