using Ascribe.Onnx.Passes.Lowering;
using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Quantization;

/// <summary>Operators that read levels as numbers, do what they do, and round the result to levels again.</summary>
internal static class QuantizedArithmetic
{
    /// <summary>QLinearAdd(a, scale, zero, b, scale, zero, scale of y, zero of y).</summary>
    public static void Add(Composite n) => Define(n, Number(n, 0) + Number(n, 3), 6);

    /// <summary>QLinearMul(a, scale, zero, b, scale, zero, scale of y, zero of y).</summary>
    public static void Mul(Composite n) => Define(n, Number(n, 0) * Number(n, 3), 6);

    /// <summary>QLinearSigmoid(x, scale, zero, scale of y, zero of y).</summary>
    public static void Sigmoid(Composite n) => Define(n, Op.Sigmoid(Number(n, 0)), 3);

    /// <summary>QLinearLeakyRelu(x, scale, zero, scale of y, zero of y).</summary>
    public static void LeakyRelu(Composite n) => Define(n, Unary("LeakyRelu", Number(n, 0), n.Attributes), 3);

    /// <summary>QLinearSoftmax(x, scale, zero, scale of y, zero of y).</summary>
    public static void Softmax(Composite n)
    {
        var axis = n.Attributes.Int("axis", -1);
        if (n.Attributes.Int("opset", 13) < 13 && axis != -1 && axis != n.X.Rank - 1)
            throw n.Refused("takes its maximum over several axes at once, which is not supported");
        Define(n, Unary("Softmax", Number(n, 0), Attributes.None.With("axis", axis)), 3);
    }

    /// <summary>QLinearWhere(condition, a, scale, zero, b, scale, zero, scale of y, zero of y).</summary>
    public static void Where(Composite n) => Define(n, Op.Where(n.X, Number(n, 1), Number(n, 4)), 7);

    /// <summary>NhwcMaxPool(levels): the largest level of each window, with the channels last.</summary>
    public static void MaxPoolChannelsLast(Composite n) =>
        n.Define(0, ChannelsFirst(n, Levels.Held(n.X), x => Unary("MaxPool", x, n.Attributes)));

    /// <summary>QLinearAveragePool(x, scale, zero, scale of y, zero of y).</summary>
    public static void AveragePool(Composite n) =>
        Define(n, Pooled(n, "AveragePool", n.Attributes.Without("channels_last")), 3);

    /// <summary>QLinearGlobalAveragePool(x, scale, zero, scale of y, zero of y).</summary>
    public static void GlobalAveragePool(Composite n) => Define(n, Pooled(n, "GlobalAveragePool", Attributes.None), 3);

    /// <summary>QLinearConcat(scale of y, zero of y, then value, scale and zero of each part).</summary>
    public static void Concat(Composite n)
    {
        var parts = Enumerable.Range(0, (n.Node.Inputs.Length - 2) / 3).Select(i => Number(n, 2 + 3 * i)).ToArray();
        Define(n, Op.Concat(parts, n.Attributes.Int("axis")), 0);
    }

    /// <summary>The number that levels stand for; their scale and zero point are the inputs that follow.</summary>
    private static Value Number(Composite n, int levels)
    {
        var held = Levels.Held(n.Input(levels));
        return (n.Optional(levels + 2) is { } zero ? held - Levels.Held(zero) : held) * n.Input(levels + 1);
    }

    private static void Define(Composite n, Value y, int scale) =>
        Levels.Define(n, y / n.Input(scale), n.Optional(scale + 1));

    private static Value Pooled(Composite n, string op, Attributes attributes)
    {
        var x = Number(n, 0);
        if (n.Attributes.Int("channels_last") == 0)
            return Unary(op, x, attributes);
        return ChannelsFirst(n, x, first => Unary(op, first, attributes));
    }

    /// <summary>What a function of pictures with channels first makes of pictures with channels last.</summary>
    private static Value ChannelsFirst(Composite n, Value x, Func<Value, Value> apply)
    {
        var axes = Enumerable.Range(1, n.X.Rank - 2).Select(a => (long)a).ToArray();
        return Transpose(apply(Transpose(x, [0, n.X.Rank - 1, .. axes])), [0, .. axes.Select(a => a + 1), 1]);
    }
}
