using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff;

/// <summary>How the adjoint of an operator's output becomes the adjoints of its inputs.</summary>
/// <param name="Op">The operator.</param>
/// <remarks>
/// A rule says what kind of operator it is about, because other rule sets are maps over this one that treat the kinds
/// differently. It never asks which adjoints are needed, nor undoes broadcasting, nor sums: the <see cref="Walker"/> does.
/// </remarks>
public abstract record Rule(string Op)
{
    /// <summary>How inputs are stretched.</summary>
    public Broadcasting Broadcasting { get; init; }

    /// <summary>
    /// Whether the rule puts together what came back for each output. Any other rule speaks of the first output alone, and
    /// a target that depends on another one is refused.
    /// </summary>
    public bool JoinsOutputs { get; init; }

    /// <summary>The adjoint of one input; null where the rule has none for it.</summary>
    /// <param name="primal">The forward node.</param>
    /// <param name="dy">The adjoint of the first output that has one.</param>
    /// <param name="input">Which input.</param>
    public abstract Value? Adjoint(Primal primal, Value dy, int input);

    /// <summary>
    /// The adjoint of one input where adjoints have several parts, such as positive and negative contributions: each part
    /// by itself, unless the rule lets them meet.
    /// </summary>
    /// <param name="primals">The forward node with the adjoints of each part.</param>
    /// <param name="input">Which input.</param>
    /// <returns>As many values as there are parts; null where the rule has no adjoint for the input.</returns>
    public virtual ImmutableArray<Value>? Adjoints(ImmutableArray<Primal> primals, int input)
    {
        var parts = primals.Select(n => Adjoint(n, n.Dy, input)).ToArray();
        return parts.Any(p => p is null) ? null : [.. parts.Select(p => p!.Value)];
    }
}

/// <summary>y = f(x), each element by itself. The rule is the slope f′.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Slope">f′(x), in terms of input or output, whichever is cheaper.</param>
public sealed record Elementwise(string Op, Func<Primal, Value> Slope) : Rule(Op)
{
    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => input == 0 ? dy * Slope(primal) : null;
}

/// <summary>y = A·x + b in every input jointly. The rule is Aᵀ.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Transpose">Aᵀ·dy for one input.</param>
public sealed record Linear(string Op, Func<Primal, Value, int, Value?> Transpose) : Rule(Op)
{
    /// <summary>A linear operator of one input.</summary>
    public Linear(string op, Func<Primal, Value, Value> transpose)
        : this(op, (primal, dy, input) => input == 0 ? transpose(primal, dy) : null) { }

    /// <summary>
    /// Whether elements are only moved, copied, dropped or given another sign, so that each output is made from one element at most.
    /// </summary>
    public bool Moves { get; init; }

    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => Transpose(primal, dy, input);
}

/// <summary>Linear in each of two inputs while the other is held, plus further inputs that are added.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Left">The adjoint of the first input; reads the second.</param>
/// <param name="Right">The adjoint of the second input; reads the first.</param>
public sealed record Bilinear(string Op, Func<Primal, Value, Value> Left, Func<Primal, Value, Value> Right) : Rule(Op)
{
    /// <summary>The adjoint of a third input that is added, as a bias is; null where there is none.</summary>
    public Func<Primal, Value, Value>? Added { get; init; }

    /// <summary>The operator forward, on other values than the node's own: both sides, and what is added if anything is.</summary>
    public Func<Primal, Value, Value, Value?, Value> Product { get; init; } =
        (n, left, right, added) =>
            n.Builder.Emit(n.Node.Op, added is null ? [left, right] : [left, right, added], n.Attributes);

    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) =>
        input switch
        {
            0 => Left(primal, dy),
            1 => Right(primal, dy),
            2 => Added?.Invoke(primal, dy),
            _ => null,
        };
}

/// <summary>Any other operator.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Body">The adjoint of one input.</param>
public sealed record General(string Op, Func<Primal, Value, int, Value?> Body) : Rule(Op)
{
    /// <summary>An operator that is differentiated in its first input only.</summary>
    public General(string op, Func<Primal, Value, Value> body)
        : this(op, (primal, dy, input) => input == 0 ? body(primal, dy) : null) { }

    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => Body(primal, dy, input);
}

/// <summary>Constant wherever it is differentiable: nothing comes back.</summary>
/// <param name="Op">The operator.</param>
public sealed record PiecewiseConstant(string Op) : Rule(Op)
{
    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => null;
}

/// <summary>The output is taken for a constant: nothing comes back, and who reads it sees no change in it.</summary>
/// <param name="Op">The operator.</param>
public sealed record Held(string Op) : Rule(Op)
{
    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => null;
}

/// <summary>The reading has no answer for the operator, though the gradient may have one.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Reason">Why, in words that follow "stands between the target and what is explained, and".</param>
public sealed record Refused(string Op, string Reason) : Rule(Op)
{
    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => null;
}

/// <summary>A rule in which the parts of an adjoint meet: positive and negative contributions.</summary>
/// <param name="Op">The operator.</param>
/// <param name="Body">The adjoint of one input, part by part; reads the adjoints of all parts.</param>
public sealed record Paired(string Op, Func<ImmutableArray<Primal>, int, ImmutableArray<Value>?> Body) : Rule(Op)
{
    /// <inheritdoc/>
    public override Value? Adjoint(Primal primal, Value dy, int input) => Adjoints([primal], input)?[0];

    /// <inheritdoc/>
    public override ImmutableArray<Value>? Adjoints(ImmutableArray<Primal> primals, int input) => Body(primals, input);
}
