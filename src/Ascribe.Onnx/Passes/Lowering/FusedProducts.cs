using static Ascribe.Onnx.Op;

namespace Ascribe.Onnx.Passes.Lowering;

/// <summary>Products with what was fused to them: transposes, factors, sums, activations.</summary>
internal static class FusedProducts
{
    /// <summary>FusedMatMul(a, b) → α·MatMul(a′, b′).</summary>
    public static void MatrixProduct(Composite n)
    {
        var a = Turned(n.X, n.Attributes.Int("transBatchA") != 0, n.Attributes.Int("transA") != 0);
        var b = Turned(n.Input(1), n.Attributes.Int("transBatchB") != 0, n.Attributes.Int("transB") != 0);
        var alpha = n.Attributes.Float("alpha", 1);
        n.Define(0, alpha == 1 ? MatMul(a, b) : MatMul(a, b) * alpha);
    }

    /// <summary>FusedGemm(a, b, c) → f(Gemm(a, b, c)).</summary>
    public static void Gemm(Composite n)
    {
        var gemm = n.Builder.Emit("Gemm", [n.X, n.Input(1), n.Optional(2)], Without(n.Attributes, "activation"));
        float?[] numbers = [Stated(n, "activation_alpha"), Stated(n, "activation_beta"), Stated(n, "activation_gamma")];
        n.Define(0, Activated(n, gemm, [.. numbers.Where(x => x is not null).Select(x => x!.Value)]));
    }

    /// <summary>FusedConv(x, w, b, z) → f(Conv(x, w, b) + z).</summary>
    public static void Convolution(Composite n)
    {
        var conv = n.Builder.Emit("Conv", [n.X, n.Input(1), n.Optional(2)], Without(n.Attributes, "activation"));
        var numbers = n.Attributes.Floats("activation_params");
        var sum = n.Optional(3) is { } z ? conv + z : conv;
        n.Define(0, Activated(n, sum, numbers.IsDefault ? [] : [.. numbers]));
    }

    /// <summary>The axes of the operand of a fused product in their plain order.</summary>
    private static Value Turned(Value x, bool batches, bool rows)
    {
        if (x.Rank < 2 || (!batches && !rows))
            return x;
        var order = Enumerable.Range(0, x.Rank).Select(a => (long)a).ToList();
        if (batches)
        {
            // The first axis holds the rows, and the batches lie between it and the last.
            order.RemoveAt(0);
            order.Insert(order.Count - 1, 0);
        }
        if (rows)
            (order[^1], order[^2]) = (order[^2], order[^1]);
        return Transpose(x, [.. order]);
    }

    private static Value Activated(Composite n, Value x, float[] numbers) =>
        n.Attributes.Text("activation") switch
        {
            "" => x,
            "Relu" or "Tanh" or "Sigmoid" or "Softplus" or "Softsign" => Unary(n.Attributes.Text("activation"), x),
            "LeakyRelu" => Unary("LeakyRelu", x, Attributes.None.With("alpha", numbers is [var a, ..] ? a : 0.01f)),
            "Elu" => Unary("Elu", x, Attributes.None.With("alpha", numbers is [var a, ..] ? a : 1f)),
            "Clip" when numbers is [var low, var high] => x.Builder.Emit("Clip", [x, x.Like(low), x.Like(high)]),
            "HardSigmoid" when numbers is [var alpha, var beta] => Unary(
                "HardSigmoid",
                x,
                Attributes.None.With("alpha", alpha).With("beta", beta)
            ),
            var other => throw n.Refused($"has the activation '{other}', which is not known"),
        };

    private static float? Stated(Composite n, string name) => n.Attributes.Has(name) ? n.Attributes.Float(name) : null;

    private static Attributes Without(Attributes attributes, string prefix) =>
        attributes
            .Names.Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Aggregate(attributes, (rest, name) => rest.Without(name));
}
