using Ascribe.Onnx.Passes.Lowering;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Quantization;

/// <summary>Sums of products of levels, counted from their zero points.</summary>
internal static class QuantizedProducts
{
    /// <summary>QLinearConv(x, scale, zero, w, scale, zero, scale of y, zero of y, bias).</summary>
    public static void Convolution(Composite n)
    {
        var sums = Convolved(n, 0, 2, 3, 5, n.Optional(8));
        var scale = Channels(n, n.Input(1) * n.Input(4) / n.Input(6));
        Levels.Define(n, sums * scale, n.Input(7));
    }

    /// <summary>ConvInteger(x, w, zero of x, zero of w).</summary>
    public static void IntegerConvolution(Composite n) => n.Define(0, Convolved(n, 0, 2, 1, 3, null));

    /// <summary>QLinearMatMul(a, scale, zero, b, scale, zero, scale of y, zero of y).</summary>
    public static void MatrixProduct(Composite n)
    {
        var sums = MatMul(Rows(n, 0, 2), Centred(n, 3, 5));
        var scale = PerRow(n.Input(1)) * n.Input(4) / n.Input(6);
        Levels.Define(n, sums * scale, n.Input(7));
    }

    /// <summary>MatMulInteger(a, b, zero of a, zero of b).</summary>
    public static void IntegerMatrixProduct(Composite n) => n.Define(0, MatMul(Rows(n, 0, 2), Centred(n, 1, 3)));

    /// <summary>MatMulIntegerToFloat(a, b, scale of a, scale of b, zero of a, zero of b, bias).</summary>
    public static void MatrixProductToFloat(Composite n)
    {
        var product = MatMul(Rows(n, 0, 4), Centred(n, 1, 5)) * (PerRow(n.Input(2)) * n.Input(3));
        n.Define(0, n.Optional(6) is { } bias ? product + bias : product);
    }

    /// <summary>DynamicQuantizeMatMul(a, b, scale of b, zero of b, bias).</summary>
    public static void DynamicMatrixProduct(Composite n)
    {
        var (centred, scale, _) = Levels.Dynamic(n, n.X);
        var product = MatMul(centred, Centred(n, 1, 3)) * (scale * n.Input(2));
        n.Define(0, n.Optional(4) is { } bias ? product + bias : product);
    }

    /// <summary>QGemm(a, scale, zero, b, scale, zero, bias, scale of y, zero of y); without scale of y, y is a number.</summary>
    public static void Gemm(Composite n)
    {
        var a = Turned(Centred(n, 0, 2), n.Attributes.Int("transA") != 0);
        var levels = Turned(Levels.Held(n.Input(3)), n.Attributes.Int("transB") != 0);
        var b = n.Optional(5) is { } zero ? levels - Levels.Held(zero) : levels;
        var product = MatMul(a, b) * n.Attributes.Float("alpha", 1);
        var sums = n.Optional(6) is { } bias ? product + Levels.Held(bias) : product;
        var scale = n.Input(1) * n.Input(4);
        if (n.Optional(7) is { } unit)
            Levels.Define(n, sums * (scale / unit), n.Optional(8));
        else
            n.Define(0, sums * scale);
    }

    /// <summary>QAttention(x, w, bias, scale of x, scale of w, mask, zero of x, zero of w, past) → Attention of the numbers.</summary>
    public static void Attention(Composite n)
    {
        var x = n.Builder.Shaped(Centred(n, 0, 6) * n.Input(3), n.X.Info.Shape!.Value.AsSpan());
        var w = n.Builder.Shaped(Centred(n, 1, 7) * n.Input(4), n.Input(1).Info.Shape!.Value.AsSpan());
        string[] inputs = [x.Name, w.Name, n.Node.Required(2), n.Node.Input(5) ?? "", n.Node.Input(8) ?? ""];
        ContribAttention.Packed(n with { Node = n.Node with { Op = "Attention", Inputs = [.. inputs] } });
    }

    private static Value Convolved(Composite n, int x, int zeroX, int w, int zeroW, Value? bias)
    {
        var filters = Levels.Held(n.Input(w));
        var centred = n.Optional(zeroW) is { } zero
            ? filters - Levels.Held(zero.Rank == 1 ? Reshape(zero, [-1, .. Ones(n.X.Rank - 1)]) : zero)
            : filters;
        return n.Builder.Emit(
            "Conv",
            [Centred(n, x, zeroX), centred, bias is { } b ? Levels.Held(b) : null],
            n.Attributes
        );
    }

    /// <summary>A number per filter, ready to broadcast over the places that it was applied to.</summary>
    private static Value Channels(Composite n, Value scale) => Reshape(scale, [-1, .. Ones(n.X.Rank - 2)]);

    private static Value Rows(Composite n, int levels, int zero) =>
        n.Optional(zero) is { } z
            ? Levels.Held(n.Input(levels)) - Levels.Held(PerRow(z))
            : Levels.Held(n.Input(levels));

    private static Value Centred(Composite n, int levels, int zero) =>
        n.Optional(zero) is { } z ? Levels.Held(n.Input(levels)) - Levels.Held(z) : Levels.Held(n.Input(levels));

    /// <summary>A number for all, or one per row of a matrix.</summary>
    private static Value PerRow(Value parameter) =>
        parameter.Info.Shape is [{ Extent: > 1 }] ? Unsqueeze(parameter, 1) : parameter;

    private static Value Turned(Value matrix, bool turned) => turned ? Transpose(matrix, 1, 0) : matrix;

    private static IEnumerable<long> Ones(int count) => Enumerable.Repeat(1L, count);
}
