using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Autodiff.Tests.Lowering.Cases;

/// <summary>Attention and MultiHeadAttention of com.microsoft.</summary>
internal static class ContribAttentionCases
{
    private const int Length = 3;
    private const int Width = 4;

    public static ImmutableArray<CompositeCase> All { get; } =
    [
        Grouped("apart"),
        Grouped("side by side", packed: true),
        Grouped("turned", rotary: true),
        Grouped("turned by pairs, side by side", packed: true, rotary: true).Set("rotary_interleaved", 1),
        Grouped("another scale, capped").Set("scale", 0.5f).Set("softcap", 0.8f),
        Packed("plain"),
        Packed("other scale").Set("scale", 0.9f),
        Packed("one direction").Set("unidirectional", 1),
        Packed("mask by position", Raw(2, Length)),
        Packed("mask by position, other filler", Raw(2, Length)).Set("mask_filter_value", -2f),
        Packed("mask by query and position", Raw(2, Length, Length)),
        Packed("mask by ends", Operand.Fixed(Tensor.Vector(2, 3))),
        Packed("mask by ends, one direction", Operand.Fixed(Tensor.Vector(3, 2))).Set("unidirectional", 1),
        Packed("past", null, Operand.Weight(2, 2, 2, 2, 2)) with
        {
            Outputs = ["y", "present"],
        },
        Packed("past, one direction, mask", Raw(2, Length + 2), Operand.Weight(2, 2, 2, 2, 2))
            .Set("unidirectional", 1) with
        {
            Outputs = ["y", "present"],
        },
        Packed("added bias", null, null, Operand.Weight(2, 2, Length, Length)),
        Packed("added bias for all", null, null, Operand.Weight(1, 2, Length, Length)),
        Packed("values of another width") with
        {
            Operands = [Sequence(), Operand.Weight(Width, 14).In(-1, 1), Operand.Weight(14)],
            Attributes = Attributes.None.With("num_heads", 2).With("qkv_hidden_sizes", new[] { 4, 4, 6 }),
        },
        Apart("plain"),
        Apart("bias", Operand.Weight(3 * Width).In(-1, 1)),
        Apart("mask by position", null, Raw(2, 5)),
        Apart("mask by query and position", null, Raw(2, Length, 5)),
        Apart("mask by ends", null, Operand.Fixed(Tensor.Vector(4, 2))),
        Apart("added bias", null, null, Operand.Weight(2, 2, Length, 5)),
        Apart("added bias for all heads", null, null, Operand.Weight(1, 1, Length, 5)),
        Apart("other scale and filler", null, Raw(2, 5)).Set("scale", 0.4f).Set("mask_filter_value", -1.5f),
        Apart("keys and values by head") with
        {
            Operands = [Sequence(), Operand.Weight(2, 2, 5, 2), Operand.Weight(2, 2, 5, 2)],
        },
        Apart("past, one direction", null, null, null, Operand.Weight(2, 2, 2, 2), Operand.Weight(2, 2, 2, 2))
            .Set("unidirectional", 1) with
        {
            Outputs = ["y", "present_key", "present_value"],
        },
    ];

    private static CompositeCase Packed(
        string condition,
        Operand? mask = null,
        Operand? past = null,
        Operand? added = null
    ) =>
        new CompositeCase(
            "Attention",
            condition,
            Sequence(),
            Operand.Weight(Width, 3 * Width).In(-1, 1),
            Operand.Weight(3 * Width).In(-1, 1),
            mask,
            past,
            added
        )
        {
            Domain = "com.microsoft",
        }.Set("num_heads", 2);

    /// <summary>Four heads of queries for two of keys, over a prompt of three tokens.</summary>
    private static CompositeCase Grouped(string condition, bool packed = false, bool rotary = false)
    {
        const int Size = 16;
        ImmutableArray<Operand?> projections = packed
            ? [Operand.Weight(2, Length, 8 * Size).In(-1, 1), null, null]
            :
            [
                Operand.Weight(2, Length, 4 * Size).In(-1, 1),
                Operand.Weight(2, Length, 2 * Size).In(-1, 1),
                Operand.Weight(2, Length, 2 * Size).In(-1, 1),
            ];
        var past = Operand.Fixed(Tensor.Filled(ElementType.Float32, [2, 2, 0, Size], 0));
        ImmutableArray<Operand?> lengths =
        [
            past,
            past,
            Operand.Fixed(Tensor.Vector(Length - 1, Length - 1)),
            Operand.Fixed(Tensor.Vector(Length)),
        ];
        ImmutableArray<Operand?> angles = rotary
            ? [Operand.Fixed(Sample.Singles(3, 16, 8)), Operand.Fixed(Sample.Singles(4, 16, 8))]
            : [];
        return new CompositeCase("GroupQueryAttention", condition, [.. projections, .. lengths, .. angles])
        {
            Domain = "com.microsoft",
            Outputs = ["y", "key", "value"],
        }
            .Set("num_heads", 4)
            .Set("kv_num_heads", 2)
            .Set("do_rotary", rotary ? 1 : 0);
    }

    private static CompositeCase Apart(string condition, params Operand?[] further)
    {
        var keys = condition.StartsWith("past", StringComparison.Ordinal) ? Length : 5;
        return new CompositeCase(
            "MultiHeadAttention",
            condition,
            [Sequence(), Operand.Weight(2, keys, Width).In(-1, 1), Operand.Weight(2, keys, Width).In(-1, 1), .. further]
        )
        {
            Domain = "com.microsoft",
        }.Set("num_heads", 2);
    }

    private static Operand Sequence() => Operand.Weight(2, Length, Width).In(-1, 1);

    /// <summary>Ones with some zeros, never all of them along the last axis.</summary>
    private static Operand Raw(params long[] shape) =>
        Operand.Fixed(
            Tensor.Of([.. Enumerable.Range(0, (int)Tensor.CountOf([.. shape])).Select(i => i % 5 == 2 ? 0 : 1)], shape)
        );
}
