using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>A forward node as its rule sees it: settings, the values that went in and came out, and what has come back.</summary>
/// <param name="Node">The node.</param>
/// <param name="Builder">The graph that forward and backward nodes stand in.</param>
/// <param name="Adjoints">The adjoint of each output; null where the target does not depend on it.</param>
public sealed record Primal(Node Node, GraphBuilder Builder, ImmutableArray<Value?> Adjoints)
{
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
    public Value? OptionalInput(int index) => Node.Input(index) is { } name ? Builder[name] : null;

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
