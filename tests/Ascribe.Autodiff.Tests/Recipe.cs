using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

/// <summary>
/// A random graph as a list of numbers: each picks an operator and which values made so far it is applied to, so that any
/// list is a graph and a shorter list a smaller one.
/// </summary>
/// <param name="Steps">One number per operator.</param>
/// <param name="Single">Whether the graph is one of convolutions, which ONNX Runtime has in single precision only.</param>
public sealed record Recipe(int[] Steps, bool Single)
{
    private delegate (Value, long[])? Step(Value a, long[] shapeOfA, Value b, long[] shapeOfB);

    public ElementType Type => Single ? ElementType.Float32 : ElementType.Float64;

    /// <summary>The shapes of the two inputs behind the examples.</summary>
    public (long[] X, long[] Z) Inputs => Single ? ([2, 5, 4], [2, 1, 1]) : ([3, 4], [4]);

    public Value Write(GraphBuilder builder)
    {
        List<(Value Value, long[] Shape)> made =
        [
            (Input(builder, "x", Inputs.X), Inputs.X),
            (Input(builder, "z", Inputs.Z), Inputs.Z),
        ];
        var operators = Single ? Convolutional : General;
        foreach (var step in Steps)
        {
            var (a, shapeOfA) = made[step / 64 % made.Count];
            var (b, shapeOfB) = made[step / 4096 % made.Count];
            made.Add(operators[step % operators.Length](a, shapeOfA, b, shapeOfB) ?? (Tanh(a), shapeOfA));
        }
        return made[^1].Value;
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{string.Join(", ", Steps)}]";

    /// <summary>Bounded functions, so that no composition of them runs away.</summary>
    private static readonly Step[] General =
    [
        (a, s, _, _) => (Sigmoid(a), s),
        (a, s, _, _) => (Relu(a), s),
        (a, s, _, _) => (Exp(Tanh(a)), s),
        (a, s, _, _) => (Abs(a) * 0.5, s),
        (a, s, _, _) => (Sqrt(a * a + 1), s),
        (a, s, _, _) => (Log(a * a + 2), s),
        (a, s, _, _) => (-a, s),
        (a, s, _, _) => (Unary("Softmax", a, Attributes.None.With("axis", s.Length)), s),
        (a, s, _, _) => (Where(a > 0.1, a * 2, a * 0.5 + 0.15), s),
        (a, s, _, _) => (Unary("Sin", a), s),
        (a, s, _, _) => (Unary("Cos", a * 2), s),
        (a, s, _, _) => (Tanh(Reduced("ReduceLogSumExp", a, s.Length)), [.. s[..^1], 1]),
        (a, s, _, _) => (Tanh(Reduced("ReduceSumSquare", a, s.Length)), [.. s[..^1], 1]),
        (a, s, _, _) => (Binary("CumSum", a, a.Builder.Scalar(s.Length, ElementType.Int64)) * 0.3, s),
        (a, s, b, t) =>
            s.Length == 2 && t.SequenceEqual(s)
                ? (
                    a.Builder.Emit("Einsum", [a, b], Attributes.None.With("equation", "nij,nkj->nik")) * 0.3,
                    [s[0], s[0]]
                )
                : null,
        (a, s, _, _) => s is [_, 4] ? (Tanh(MatMul(a, Matrix(a, 4))), s[..1]) : null,
        (a, s, b, t) => Stretched(s, t) is { } to ? (a + b, to) : null,
        (a, s, b, t) => Stretched(s, t) is { } to ? (a - b, to) : null,
        (a, s, b, t) => Stretched(s, t) is { } to ? (a * Tanh(b), to) : null,
        (a, s, b, t) => Stretched(s, t) is { } to ? (a / (b * b + 1), to) : null,
        (a, s, b, t) => Stretched(s, t) is { } to ? (Binary("Max", a, b * 0.9), to) : null,
        (a, s, _, _) => s is [3, 4] ? (Reshape(a, -1, 2, 6), [2, 6]) : null,
        (a, s, _, _) => s is [2, 6] ? (Reshape(a, -1, 3, 4), [3, 4]) : null,
        (a, s, _, _) => s.Length == 2 ? (Transpose(a, 0, 2, 1), [s[1], s[0]]) : null,
        (a, s, _, _) => (ReduceMean(a, [s.Length]), [.. s[..^1], 1]),
        (a, s, _, _) => s.Length == 2 ? (ReduceSum(a, [1], keepDims: false) * 0.3, [s[1]]) : null,
        (a, s, _, _) => s[^1] == 4 ? (MatMul(a, Matrix(a, 4, 4)), s) : null,
        (a, s, b, t) =>
            s.Length == 2 && t.SequenceEqual(s) ? (MatMul(a, Transpose(b, 0, 2, 1)) * 0.3, [s[0], s[0]]) : null,
        (a, s, b, t) => s.Length == 2 && t.SequenceEqual(s) ? (Concat([a, b], 1), [2 * s[0], s[1]]) : null,
        (a, s, _, _) => s[^1] > 2 ? (Op.Slice(a, [1], [s[^1]], [s.Length]), [.. s[..^1], s[^1] - 1]) : null,
    ];

    /// <summary>Smooth ones, since single precision needs long steps.</summary>
    private static readonly Step[] Convolutional =
    [
        (a, s, _, _) => (Sigmoid(a), s),
        (a, s, _, _) => (Sqrt(a * a + 1), s),
        (a, s, b, t) => Stretched(s, t) is { } to ? (a + b, to) : null,
        (a, s, b, t) => Stretched(s, t) is { } to ? (a * Tanh(b), to) : null,
        (a, s, _, _) => Convolved(a, s, stride: 1),
        (a, s, _, _) => Convolved(a, s, stride: 2),
        (a, s, _, _) =>
            s[1] >= 2 && s[2] >= 2
                ? (
                    Unary("AveragePool", a, Attributes.None.With("kernel_shape", new[] { 2, 2 })),
                    [s[0], s[1] - 1, s[2] - 1]
                )
                : null,
        (a, s, b, t) => t.SequenceEqual(s) ? (Concat([a, b], 1), [2 * s[0], s[1], s[2]]) : null,
        (a, s, _, _) => (ReduceMean(a, [1]), [1, s[1], s[2]]),
    ];

    private Value Input(GraphBuilder builder, string name, long[] shape) =>
        builder.Input(name, Type, [Dim.Batch, .. shape.Select(e => (Dim)e)]);

    private static Value Matrix(Value like, params long[] shape) =>
        like.Builder.Constant(Sample.Numbers(shape.Length, shape).To(like.ElementType), hint: "matrix");

    private static Value Reduced(string op, Value a, int axis) => Binary(op, a, a.Builder.Longs(axis));

    private static (Value, long[]) Convolved(Value a, long[] s, int stride)
    {
        var attributes = Attributes
            .None.With("strides", new[] { stride, stride })
            .With("kernel_shape", new[] { 3, 3 })
            .With("pads", new[] { 1, 1, 1, 1 });
        var result = a.Builder.Emit("Conv", [a, Matrix(a, 2, s[0], 3, 3)], attributes);
        return (result, [2, (s[1] - 1) / stride + 1, (s[2] - 1) / stride + 1]);
    }

    /// <summary>The broadcast shape, where both have equally many axes and fit.</summary>
    private static long[]? Stretched(long[] a, long[] b) =>
        a.Length == b.Length && a.Zip(b).All(p => p.First == p.Second || p.First == 1 || p.Second == 1)
            ? [.. a.Zip(b, Math.Max)]
            : null;
}
