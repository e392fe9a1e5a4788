using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>softmax(scale·q·kᵀ + bias)·v, head by head: what every attention operator is at its core.</summary>
/// <param name="Query">q, [N, heads, S, d].</param>
/// <param name="Key">k, [N, heads, T, d].</param>
/// <param name="Values">v, [N, heads, T, e].</param>
/// <param name="Scale">What the products are multiplied by.</param>
internal sealed record DotProductAttention(Value Query, Value Key, Value Values, double Scale)
{
    /// <summary>The least finite number in single precision: what masks with truth values add.</summary>
    public const double Least = float.MinValue;

    /// <summary>scale·q·kᵀ, [N, heads, S, T].</summary>
    public Value Scores => MatMul(Query * Scale, Transpose(Key, 0, 1, 3, 2));

    /// <summary>The weights of the values, from the scores with everything added.</summary>
    public static Value Weights(Value scores) => Unary("Softmax", scores, Attributes.None.With("axis", -1));

    /// <summary>[N, S, heads·d] → [N, heads, S, d].</summary>
    public static Value Heads(Value x, long heads, long size) => Transpose(Reshape(x, 0, 0, heads, size), 0, 2, 1, 3);

    /// <summary>[N, heads, S, d] → [N, S, heads·d].</summary>
    public static Value Joined(Value x, long width) => Reshape(Transpose(x, 0, 2, 1, 3), 0, 0, width);

    /// <summary>Every head of keys serves as many heads of queries as there are more of them.</summary>
    public static Value RepeatedHeads(Value x, long heads, long wanted, long size) =>
        heads == wanted
            ? x
            : Reshape(Expand(Unsqueeze(x, 2), x.Builder.Longs(1, 1, wanted / heads, 1, 1)), 0, wanted, -1, size);

    /// <summary>Zeros up to the diagonal, <paramref name="filler"/> beyond, [rows, columns]; the last row sees everything if <paramref name="past"/> says how many columns are older than the first.</summary>
    public static Value Causal(GraphBuilder builder, long rows, long columns, long past, double filler)
    {
        var mask = new float[rows * columns];
        for (var row = 0; row < rows; row++)
        for (var column = row + past + 1; column < columns; column++)
            mask[row * columns + column] = (float)filler;
        return builder.Constant(Tensor.Of(mask, rows, columns), hint: "causal");
    }
}
