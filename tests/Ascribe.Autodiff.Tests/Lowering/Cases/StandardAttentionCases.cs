using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>What ai.onnx 23 and 24 add for transformers.</summary>
internal static class StandardAttentionCases
{
    private static readonly Tensor Positions = Tensor.Of([4L, 0, 2, 1, 3, 3], 2, 3);

    private static readonly Tensor Seen = Tensor
        .Of([.. Enumerable.Range(0, 15).Select(i => i % 4 == 3 ? 0 : 1)], 3, 5)
        .To(ElementType.Bool);

    public static ImmutableArray<CompositeCase> All { get; } =
    [
        ByHead("plain"),
        ByHead("other scale").Set("scale", 0.3f),
        ByHead("soft cap").Set("softcap", 0.7f),
        ByHead("soft cap and mask", Operand.Weight(3, 5)).Set("softcap", 0.7f),
        ByHead("mask of truth values", Operand.Fixed(Seen)),
        ByHead("mask by head", Operand.Weight(2, 2, 3, 5)),
        ByHead("causal").Set("is_causal", 1),
        ByHead("causal, masked", Operand.Weight(3, 5)).Set("is_causal", 1),
        ByHead("past", null, Operand.Weight(2, 2, 2, 4), Operand.Weight(2, 2, 2, 3)) with
        {
            Outputs = ["y", "present_key", "present_value"],
        },
        ByHead("past, causal", null, Operand.Weight(2, 2, 2, 4), Operand.Weight(2, 2, 2, 3)).Set("is_causal", 1) with
        {
            Outputs = ["y", "present_key", "present_value"],
        },
        .. Enumerable
            .Range(0, 4)
            .Select(mode =>
                ByHead($"products given out at stage {mode}", Operand.Weight(3, 5))
                    .Set("softcap", 1.5f)
                    .Set("qk_matmul_output_mode", mode) with
                {
                    Outputs = ["y", "", "", "qk"],
                }
            ),
        New(
            "Attention",
            "two heads of queries for one of keys",
            Operand.Weight(2, 4, 3, 4).In(-1, 1),
            Operand.Weight(2, 2, 5, 4).In(-1, 1),
            Operand.Weight(2, 2, 5, 3).In(-1, 1)
        ),
        Joint("heads side by side", 2, 2),
        Joint("heads side by side, causal", 2, 2).Set("is_causal", 1),
        Joint("heads side by side, four for two", 4, 2).Set("softcap", 0.9f),
        New("RMSNormalization", "last axis", Operand.Data(2, 3, 4), Operand.Weight(4)),
        New("RMSNormalization", "two axes", Operand.Data(2, 3, 4), Operand.Weight(3, 4))
            .Set("axis", 1)
            .Set("epsilon", 0.02f),
        New("Swish", "default factor", Operand.Data(2, 5)) with
        {
            Opset = 24,
        },
        New("Swish", "factor 0.7", Operand.Data(2, 5)).Set("alpha", 0.7f) with
        {
            Opset = 24,
        },
        .. from interleaved in new[] { 0, 1 }
        from form in Rotations
        select form.Set("interleaved", interleaved) with
        {
            Condition = $"{form.Condition}, interleaved {interleaved}",
        },
    ];

    private static IEnumerable<CompositeCase> Rotations =>
        [
            New(
                "RotaryEmbedding",
                "by head",
                Operand.Weight(2, 2, 3, 4),
                Table(5, 2),
                Table(5, 2),
                Operand.Fixed(Positions)
            ),
            New("RotaryEmbedding", "angles by position", Operand.Weight(2, 2, 3, 4), Table(2, 3, 2), Table(2, 3, 2)),
            New(
                    "RotaryEmbedding",
                    "side by side",
                    Operand.Weight(2, 3, 8),
                    Table(5, 2),
                    Table(5, 2),
                    Operand.Fixed(Positions)
                )
                .Set("num_heads", 2),
            New(
                    "RotaryEmbedding",
                    "a part",
                    Operand.Weight(2, 2, 3, 6),
                    Table(5, 2),
                    Table(5, 2),
                    Operand.Fixed(Positions)
                )
                .Set("rotary_embedding_dim", 4),
            Contrib("side by side", Operand.Weight(2, 3, 8), Positions),
            Contrib("by head", Operand.Weight(2, 2, 3, 4), Positions),
            Contrib("one position", Operand.Weight(2, 3, 8), Tensor.Vector(1L)),
            Contrib("a part", Operand.Weight(2, 3, 12), Positions).Set("rotary_embedding_dim", 4).Set("num_heads", 2),
        ];

    private static Operand Table(params long[] shape) => Operand.Weight(shape).In(-1, 1);

    private static CompositeCase Contrib(string condition, Operand x, Tensor positions) =>
        new("RotaryEmbedding", condition, x, Operand.Fixed(positions), Table(5, 2), Table(5, 2))
        {
            Domain = "com.microsoft",
        };

    private static CompositeCase ByHead(string condition, params Operand?[] further)
    {
        var keys = condition.StartsWith("past", StringComparison.Ordinal) ? 3 : 5;
        return New(
            "Attention",
            condition,
            [
                Operand.Weight(2, 2, 3, 4).In(-1, 1),
                Operand.Weight(2, 2, keys, 4).In(-1, 1),
                Operand.Weight(2, 2, keys, 3).In(-1, 1),
                .. further,
            ]
        );
    }

    private static CompositeCase Joint(string condition, int heads, int keyHeads) =>
        New(
                "Attention",
                condition,
                Operand.Weight(2, 3, heads * 2).In(-1, 1),
                Operand.Weight(2, 5, keyHeads * 2).In(-1, 1),
                Operand.Weight(2, 5, keyHeads * 3).In(-1, 1)
            )
            .Set("q_num_heads", heads)
            .Set("kv_num_heads", keyHeads);

    private static CompositeCase New(string op, string condition, params Operand?[] operands) =>
        new(op, condition, [.. operands]) { Opset = 23 };
}
