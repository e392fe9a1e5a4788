using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>What exporters and optimizers fuse, outside attention.</summary>
internal static class ContribCases
{
    private static readonly Tensor Ids = Tensor.Of([3, 0, 4, 1, 1, 2], 2, 3);

    private static readonly CompositeCase Embedding = Contrib(
        "EmbedLayerNormalization",
        "all tables",
        Operand.Fixed(Ids),
        Operand.Fixed(Tensor.Of([0, 1, 1, 0, 0, 1], 2, 3)),
        Operand.Weight(5, 4),
        Operand.Weight(6, 4),
        Operand.Weight(2, 4),
        Operand.Weight(4),
        Operand.Weight(4),
        Operand.Fixed(Tensor.Of([1, 1, 0, 1, 1, 1], 2, 3))
    ) with
    {
        Outputs = ["y", "mask_index", "sum"],
    };

    public static ImmutableArray<CompositeCase> All { get; } =
    [
        .. from bits in new[] { 2, 4, 8 }
        from zeros in new[] { "none", "levels", "numbers" }
        where bits < 8 || zeros != "numbers" // ONNX Runtime has no kernel for the two together.
        from bias in new[] { false, true }
        select Packed(bits, zeros, bias),
        Contrib("TransposeMatMul", "right turned", Operand.Data(2, 3, 4), Operand.Weight(5, 4)).Set("transB", 1),
        Contrib("GridSample", "", Operand.Data(2, 2, 4, 5), Operand.Data(2, 3, 3, 2).In(-1.33, 1.41)) with
        {
            Step = 1e-3,
        },
        Contrib("Gelu", "", Operand.Data(2, 5)),
        Contrib("QuickGelu", "default factor", Operand.Data(2, 5)),
        Contrib("QuickGelu", "factor 0.8", Operand.Data(2, 5)).Set("alpha", 0.8f),
        Contrib("FastGelu", "no bias", Operand.Data(2, 5)),
        Contrib("FastGelu", "bias", Operand.Data(2, 3, 4), Operand.Weight(4)),
        Contrib("BiasGelu", "", Operand.Data(2, 3, 4), Operand.Weight(4)),
        Embedding,
        Embedding with
        {
            Condition = "words and positions only",
            Operands =
            [
                .. Embedding.Operands.Select((o, i) => i is 1 or 4 or 7 ? null : o),
                Operand.Fixed(Tensor.Of([2, 0, 1, 1, 2, 0], 2, 3)),
            ],
        },
        Skip("SkipLayerNormalization", "all inputs", Operand.Weight(4), Operand.Weight(4)),
        Skip("SkipLayerNormalization", "no bias", Operand.Weight(4)),
        Skip("SkipLayerNormalization", "another ε", Operand.Weight(4)).Set("epsilon", 0.01f),
        Skip("SkipSimplifiedLayerNormalization", "bias", Operand.Weight(4)),
        Skip("SkipSimplifiedLayerNormalization", "no bias").Set("epsilon", 0.01f),
        Contrib(
            "SkipLayerNormalization",
            "skip for all examples",
            Operand.Data(2, 3, 4),
            Operand.Weight(3, 4),
            Operand.Weight(4),
            Operand.Weight(4)
        ),
        new CompositeCase("SimplifiedLayerNormalization", "last axis", Operand.Data(2, 3, 4), Operand.Weight(4)),
        new CompositeCase("SimplifiedLayerNormalization", "two axes", Operand.Data(2, 3, 4), Operand.Weight(3, 4))
            .Set("axis", 1)
            .Set("epsilon", 0.02f),
        .. from turns in Enumerable.Range(0, 16) select Product(turns),
        Contrib("FusedMatMul", "factor", Operand.Data(2, 3), Operand.Weight(3, 2)).Set("alpha", 0.3f),
        Contrib("FusedMatMul", "matrices", Operand.Weight(3, 2), Operand.Weight(4, 3))
            .Set("transA", 1)
            .Set("transB", 1),
        .. Activations.Select(a =>
            a.On(Contrib("FusedConv", a.Name, Picture, Operand.Weight(3, 2, 3, 3), Operand.Weight(3)))
        ),
        Contrib("FusedConv", "added", Picture, Operand.Weight(3, 2, 3, 3), Operand.Weight(3), Operand.Data(2, 3, 2, 2))
            .Set("activation", "Tanh"),
        Contrib("FusedConv", "settings, no bias", Picture, Operand.Weight(4, 1, 2, 2))
            .Set("activation", "Sigmoid")
            .Set("group", 2)
            .Set("strides", new[] { 2, 1 })
            .Set("pads", new[] { 1, 0, 1, 0 }),
        Contrib("FusedGemm", "tanh", Operand.Data(2, 3), Operand.Weight(3, 4), Operand.Weight(4))
            .Set("activation", "Tanh"),
        Contrib("FusedGemm", "leaky, transposed, scaled", Operand.Weight(3, 2), Operand.Weight(4, 3), Operand.Weight(4))
            .Set("activation", "LeakyRelu")
            .Set("activation_alpha", 0.2f)
            .Set("transA", 1)
            .Set("transB", 1)
            .Set("alpha", 0.7f)
            .Set("beta", 1.5f),
    ];

    private static Operand Picture => Operand.Data(2, 2, 4, 4).In(-1, 1);

    private static IEnumerable<Activation> Activations =>
        [
            new("Relu", []),
            new("Tanh", []),
            new("LeakyRelu", [0.2f]),
            new("Clip", [-1.5f, 1.5f]),
            new("HardSigmoid", [0.02f, 0.5f]),
        ];

    /// <summary>Every combination of the four transposes, on operands whose product exists.</summary>
    private static CompositeCase Product(int turns)
    {
        bool Has(int bit) => (turns >> bit & 1) != 0;
        var product = Contrib(
            "FusedMatMul",
            $"turned {turns:b4}",
            Operand.Weight(Shape(Has(0), Has(1), 4, 3)).In(-1, 1),
            Operand.Weight(Shape(Has(2), Has(3), 3, 5)).In(-1, 1)
        );
        return product
            .Set("transA", Has(0) ? 1 : 0)
            .Set("transBatchA", Has(1) ? 1 : 0)
            .Set("transB", Has(2) ? 1 : 0)
            .Set("transBatchB", Has(3) ? 1 : 0);

        static long[] Shape(bool rows, bool batches, long m, long n)
        {
            var (first, last) = rows ? (n, m) : (m, n);
            return batches ? [first, 2, last] : [2, first, last];
        }
    }

    /// <summary>Weights [3, 40] in blocks of 16, the last of which is not full.</summary>
    private static CompositeCase Packed(int bits, string zeros, bool bias)
    {
        var random = new Random(bits);
        Tensor Bytes(params long[] shape)
        {
            var bytes = new byte[Tensor.CountOf([.. shape])];
            random.NextBytes(bytes);
            return Tensor.Of(bytes, shape);
        }
        var zero = zeros switch
        {
            "levels" => Operand.Fixed(Bytes(3, (3 * bits + 7) / 8)),
            "numbers" => Operand.Fixed(Tensor.Of([.. Enumerable.Range(0, 9).Select(i => i * 0.3f)], 3, 3)),
            _ => null,
        };
        ImmutableArray<Operand?> operands =
        [
            Operand.Data(2, 40),
            Operand.Fixed(Bytes(3, 3, 2 * bits)),
            Operand.Fixed(Tensor.Of([.. Enumerable.Range(1, 9).Select(i => i * 0.01f)], 3, 3)),
            zero,
        ];
        return Contrib(
                "MatMulNBits",
                $"{bits} bits, zero points: {zeros}{(bias ? ", bias" : "")}",
                bias ? [.. operands, null, Operand.Weight(3)] : [.. operands]
            )
            .Set("K", 40)
            .Set("N", 3)
            .Set("bits", bits)
            .Set("block_size", 16) with
        {
            Step = 0.1,
        };
    }

    private static CompositeCase Skip(string op, string condition, params Operand[] further) =>
        Contrib(op, condition, [Operand.Data(2, 3, 4), Operand.Data(2, 3, 4), Operand.Weight(4), .. further]) with
        {
            Outputs = ["y", "", "", "sum"],
        };

    private static CompositeCase Contrib(string op, string condition, params Operand?[] operands) =>
        new(op, condition, [.. operands]) { Domain = "com.microsoft" };

    /// <summary>An activation with its numbers.</summary>
    private sealed record Activation(string Name, float[] Numbers)
    {
        public CompositeCase On(CompositeCase fused) =>
            Numbers.Length == 0
                ? fused.Set("activation", Name)
                : fused.Set("activation", Name).Set("activation_params", Numbers);
    }
}
