using System.Collections.Immutable;

namespace Ascribe.Onnx;

/// <summary>The operators of the notation: <c>using static Ascribe.Onnx.Op;</c>, then <c>Relu(MatMul(x, w) + b)</c>.</summary>
/// <remarks>Each writes the node of its name in <see cref="Model.CanonicalOpset"/>. An operator without a function here is written by <see cref="GraphBuilder.Emit(string, ReadOnlySpan{Value?}, Attributes?, string?)"/>.</remarks>
public static class Op
{
    /// <summary>A node with one input.</summary>
    public static Value Unary(string op, Value x, Attributes? attributes = null) => x.Builder.Emit(op, [x], attributes);

    /// <summary>A node with two inputs.</summary>
    public static Value Binary(string op, Value a, Value b, Attributes? attributes = null) =>
        a.Builder.Emit(op, [a, b], attributes);

    /// <summary>max(x, 0).</summary>
    public static Value Relu(Value x) => Unary("Relu", x);

    /// <summary>1/(1 + e⁻ˣ).</summary>
    public static Value Sigmoid(Value x) => Unary("Sigmoid", x);

    /// <summary>tanh x.</summary>
    public static Value Tanh(Value x) => Unary("Tanh", x);

    /// <summary>eˣ.</summary>
    public static Value Exp(Value x) => Unary("Exp", x);

    /// <summary>ln x.</summary>
    public static Value Log(Value x) => Unary("Log", x);

    /// <summary>√x.</summary>
    public static Value Sqrt(Value x) => Unary("Sqrt", x);

    /// <summary>|x|.</summary>
    public static Value Abs(Value x) => Unary("Abs", x);

    /// <summary>¬x of truth values.</summary>
    public static Value Not(Value x) => Unary("Not", x);

    /// <summary>a ∧ b of truth values.</summary>
    public static Value And(Value a, Value b) => Binary("And", a, b);

    /// <summary>a where the condition holds, else b.</summary>
    public static Value Where(Value condition, Value a, Value b) => condition.Builder.Emit("Where", [condition, a, b]);

    /// <summary>Whether a and b are equal.</summary>
    public static Value Equal(Value a, Value b) => Binary("Equal", a, b);

    /// <summary>1 where x &gt; 0, else 0, in the type of x.</summary>
    public static Value Step(Value x) => Cast(x > 0, x.ElementType);

    /// <summary>Another element type.</summary>
    public static Value Cast(Value x, ElementType type) =>
        x.ElementType == type ? x : Unary("Cast", x, Attributes.None.With("to", (long)type));

    /// <summary>Matrix product over the last two axes, broadcast over the others.</summary>
    public static Value MatMul(Value a, Value b) => Binary("MatMul", a, b);

    /// <summary>a·bᵀ of two matrices, without a copy of b.</summary>
    public static Value MatMulTransposed(Value a, Value b) => Binary("Gemm", a, b, Attributes.None.With("transB", 1));

    /// <summary>The elements under another shape; −1 stands for whatever is left.</summary>
    public static Value Reshape(Value x, params ReadOnlySpan<long> shape) =>
        Binary("Reshape", x, x.Builder.Longs(shape));

    /// <summary>The elements under a shape that is itself a value.</summary>
    public static Value Reshape(Value x, Value shape) => Binary("Reshape", x, shape);

    /// <summary>The shape, as a vector of 64-bit integers.</summary>
    public static Value Shape(Value x) => Unary("Shape", x);

    /// <summary>The axes in another order.</summary>
    public static Value Transpose(Value x, params ReadOnlySpan<long> order) =>
        Unary("Transpose", x, Attributes.None.With("perm", order.ToImmutableArray()));

    /// <summary>The last two axes exchanged.</summary>
    public static Value SwapLastAxes(Value x)
    {
        var order = Enumerable.Range(0, x.Rank).Select(axis => (long)axis).ToArray();
        (order[^1], order[^2]) = (order[^2], order[^1]);
        return Transpose(x, order);
    }

    /// <summary>Axes of extent 1 put in at these places of the result.</summary>
    public static Value Unsqueeze(Value x, params ReadOnlySpan<long> axes) =>
        Binary("Unsqueeze", x, x.Builder.Longs(axes));

    /// <summary>Axes of extent 1 taken out.</summary>
    public static Value Squeeze(Value x, params ReadOnlySpan<long> axes) => Binary("Squeeze", x, x.Builder.Longs(axes));

    /// <summary>Sum over axes.</summary>
    public static Value ReduceSum(Value x, ReadOnlySpan<long> axes, bool keepDims = true) =>
        Binary("ReduceSum", x, x.Builder.Longs(axes), Attributes.None.With("keepdims", keepDims ? 1 : 0));

    /// <summary>Mean over axes.</summary>
    public static Value ReduceMean(Value x, ReadOnlySpan<long> axes, bool keepDims = true) =>
        Binary("ReduceMean", x, x.Builder.Longs(axes), Attributes.None.With("keepdims", keepDims ? 1 : 0));

    /// <summary>Values joined along an axis.</summary>
    public static Value Concat(ReadOnlySpan<Value> values, long axis)
    {
        var arguments = values.ToArray().Select(v => (Value?)v).ToArray();
        return arguments.Length == 1
            ? values[0]
            : values[0].Builder.Emit("Concat", arguments, Attributes.None.With("axis", axis));
    }

    /// <summary>A box cut out: along each listed axis from start up to, not including, end.</summary>
    public static Value Slice(Value x, ReadOnlySpan<long> starts, ReadOnlySpan<long> ends, ReadOnlySpan<long> axes)
    {
        var b = x.Builder;
        return b.Emit("Slice", [x, b.Longs(starts), b.Longs(ends), b.Longs(axes)]);
    }

    /// <summary>Zeros put around: all beginnings first, then all ends, one each per axis.</summary>
    public static Value Pad(Value x, params ReadOnlySpan<long> pads) => Binary("Pad", x, x.Builder.Longs(pads));

    /// <summary>Entries picked along an axis.</summary>
    public static Value Gather(Value x, Value indices, long axis) =>
        Binary("Gather", x, indices, Attributes.None.With("axis", axis));

    /// <summary>Repeated along axes of extent 1 until the shape fits.</summary>
    public static Value Expand(Value x, Value shape) => Binary("Expand", x, shape);

    /// <summary>Zeros of a shape that is known only when the graph runs.</summary>
    public static Value Zeros(Value shape, ElementType type) =>
        Unary("ConstantOfShape", shape, Attributes.None.With("value", Tensor.Filled(type, [1], 0)));

    /// <summary>The same value under a fresh name.</summary>
    public static Value Identity(Value x) => Unary("Identity", x);
}
