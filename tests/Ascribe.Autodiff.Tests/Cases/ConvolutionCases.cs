using static Ascribe.Autodiff.Tests.Operand;

namespace Ascribe.Autodiff.Tests;

/// <summary>Convolutions are single precision in ONNX Runtime; being linear in each operand, they are exact all the same.</summary>
public static partial class RuleCases
{
    private static IEnumerable<RuleCase> Convolutions() =>
        [
            .. from stride in new[] { 1, 2, 3 }
            from kernel in new[] { 1, 2, 3, 4, 5, 7 }
            from extent in new[] { 7, 8 }
            from channels in new[] { 2, 5 }
            select Conv(
                $"stride {stride}, kernel {kernel}, extent {extent}, {channels} channels",
                Data(2, channels, extent, extent),
                Weight(2, channels, kernel, kernel),
                ("strides", [stride, stride]),
                ("pads", Repeat(kernel / 2, 4))
            ),
            Conv("no bias", Data(2, 3, 5, 5), Weight(4, 3, 3, 3)),
            Conv("a bias", Data(2, 3, 5, 5), Weight(4, 3, 3, 3), Weight(4)),
            Conv("a bias, stride 2", Data(2, 3, 6, 6), Weight(4, 3, 3, 3), Weight(4), ("strides", [2, 2])),
            Conv("dilation 2", Data(2, 2, 9, 9), Weight(3, 2, 3, 3), ("dilations", [2, 2])),
            Conv("dilation 2, stride 2", Data(2, 2, 9, 8), Weight(3, 2, 3, 3), D(2), S(2), P(2)),
            Conv("dilation 3, stride 2", Data(2, 2, 10, 9), Weight(3, 2, 3, 3), D(3), S(2), P(3)),
            Conv("dilation 2, stride 3", Data(2, 5, 10, 9), Weight(3, 5, 3, 3), D(2), S(3), P(1)),
            Conv("two groups", Data(2, 4, 5, 5), Weight(6, 2, 3, 3), P(1), G(2)),
            Conv("two groups, stride 2", Data(2, 4, 6, 5), Weight(6, 2, 3, 3), P(1), G(2), S(2)),
            Conv("three groups, a bias", Data(2, 6, 4, 4), Weight(3, 2, 2, 2), Weight(3), G(3)),
            Conv("depthwise", Data(2, 5, 6, 6), Weight(5, 1, 3, 3), P(1), G(5)),
            Conv("depthwise, stride 2", Data(2, 5, 6, 7), Weight(5, 1, 3, 3), P(1), G(5), S(2)),
            Conv("depthwise, two filters each", Data(2, 3, 6, 6), Weight(6, 1, 3, 3), P(1), G(3), S(2)),
            Conv("pads that differ", Data(2, 2, 6, 6), Weight(3, 2, 3, 3), ("pads", [0, 1, 2, 0])),
            Conv("pads that differ, stride 2", Data(2, 2, 6, 7), Weight(3, 2, 3, 3), ("pads", [0, 1, 2, 0]), S(2)),
            Conv("more padding than kernel", Data(2, 2, 4, 4), Weight(3, 2, 2, 2), P(3)),
            Conv("strides that differ", Data(2, 2, 7, 8), Weight(3, 2, 3, 3), ("strides", [1, 2])),
            Conv("strides 2 and 3, many channels", Data(2, 5, 7, 8), Weight(3, 5, 3, 3), ("strides", [2, 3])),
            Conv("a kernel that is no square", Data(2, 2, 7, 8), Weight(3, 2, 1, 5), ("strides", [2, 1])),
            Conv("stride larger than the kernel", Data(2, 5, 9, 10), Weight(3, 5, 2, 2), S(4)),
            Conv("stride larger than the kernel, few channels", Data(2, 2, 9, 10), Weight(3, 2, 2, 2), S(4)),
            Conv("inputs left over at the end", Data(2, 2, 10, 10), Weight(3, 2, 3, 3), S(4)),
            Conv("the kernel covers everything", Data(2, 3, 4, 4), Weight(2, 3, 4, 4)),
            Conv("one position, stride 5", Data(2, 3, 7, 7), Weight(2, 3, 3, 3), S(5)),
            .. from auto in new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }
            from stride in new[] { 1, 2 }
            from kernel in new[] { 2, 3 }
            select Conv(
                    $"{auto}, stride {stride}, kernel {kernel}",
                    Data(2, 3, 5, 6),
                    Weight(2, 3, kernel, kernel),
                    S(stride)
                )
                .Set("auto_pad", auto),
            Conv("one axis", Data(2, 3, 8), Weight(4, 3, 3), ("pads", [1, 1])),
            Conv("one axis, stride 2", Data(2, 3, 9), Weight(4, 3, 4), ("pads", [1, 2]), ("strides", [2])),
            Conv(
                "one axis, stride 3, dilation 2",
                Data(2, 6, 11),
                Weight(4, 3, 3),
                ("strides", [3]),
                ("dilations", [2]),
                G(2)
            ),
            Conv("three axes", Data(2, 2, 4, 3, 4), Weight(2, 2, 2, 2, 3)),
            Conv(
                "three axes, stride 2",
                Data(2, 2, 4, 3, 5),
                Weight(2, 2, 3, 2, 3),
                ("strides", [2, 2, 2]),
                ("pads", Repeat(1, 6))
            ),
            Conv("three axes, strides that differ", Data(2, 5, 4, 3, 5), Weight(2, 5, 2, 2, 3), ("strides", [2, 1, 3])),
        ];

    private static IEnumerable<RuleCase> TransposedConvolutions() =>
        [
            Transposed("plain", Data(2, 3, 4, 4), Weight(3, 2, 3, 3)),
            Transposed("a bias", Data(2, 3, 4, 4), Weight(3, 2, 3, 3), Weight(2)),
            Transposed("stride 2", Data(2, 3, 4, 3), Weight(3, 2, 3, 3), S(2)),
            Transposed(
                "stride 2, pads, output padding",
                Data(2, 3, 4, 4),
                Weight(3, 2, 3, 3),
                S(2),
                P(1),
                ("output_padding", [1, 1])
            ),
            Transposed(
                "stride 3, output padding 2",
                Data(2, 3, 3, 3),
                Weight(3, 2, 2, 2),
                S(3),
                ("output_padding", [2, 1])
            ),
            Transposed("groups", Data(2, 4, 4, 4), Weight(4, 3, 3, 3), G(2), S(2)),
            Transposed("depthwise", Data(2, 3, 4, 4), Weight(3, 1, 4, 4), G(3), S(2), P(1)),
            Transposed("dilation 2", Data(2, 2, 4, 4), Weight(2, 3, 3, 3), D(2)),
            Transposed("dilation 2, stride 3", Data(2, 2, 3, 4), Weight(2, 3, 3, 3), D(2), S(3), P(1)),
            Transposed("pads that differ", Data(2, 2, 5, 4), Weight(2, 3, 3, 3), ("pads", [0, 2, 1, 0]), S(2)),
            Transposed("a stated output shape", Data(2, 2, 4, 4), Weight(2, 3, 3, 3), ("output_shape", [8, 7]), S(2)),
            Transposed(
                "a stated output shape, an odd rest",
                Data(2, 2, 4, 4),
                Weight(2, 3, 4, 4),
                ("output_shape", [7, 7]),
                S(2)
            ),
            .. from auto in new[] { "SAME_UPPER", "SAME_LOWER", "VALID" }
            from stride in new[] { 1, 2 }
            from kernel in new[] { 2, 3 }
            select Transposed(
                    $"{auto}, stride {stride}, kernel {kernel}",
                    Data(2, 2, 3, 4),
                    Weight(2, 2, kernel, kernel),
                    S(stride)
                )
                .Set("auto_pad", auto),
            Transposed(
                    "a stated output shape, SAME_UPPER",
                    Data(2, 2, 4, 4),
                    Weight(2, 3, 4, 4),
                    ("output_shape", [7, 7]),
                    S(2)
                )
                .Set("auto_pad", "SAME_UPPER"),
            Transposed(
                "a stated output shape and output padding",
                Data(2, 2, 4, 4),
                Weight(2, 3, 4, 4),
                ("output_shape", [7, 8]),
                ("output_padding", [1, 1]),
                S(2)
            ),
            Transposed("one axis", Data(2, 3, 5), Weight(3, 2, 4), ("strides", [2]), ("pads", [1, 1])),
            Transposed("three axes", Data(2, 2, 2, 3, 2), Weight(2, 2, 2, 2, 3), ("strides", [2, 1, 2])),
        ];

    private static (string, long[]) S(long stride) => ("strides", [stride, stride]);

    private static (string, long[]) D(long dilation) => ("dilations", [dilation, dilation]);

    private static (string, long[]) P(long pad) => ("pads", Repeat(pad, 4));

    private static (string, long[]) G(long groups) => ("group", [groups]);

    private static long[] Repeat(long number, int count) => [.. Enumerable.Repeat(number, count)];

    private static RuleCase Conv(string condition, Operand x, Operand w, params (string, long[])[] settings) =>
        Windowed("Conv", condition, [x, w], settings);

    private static RuleCase Conv(
        string condition,
        Operand x,
        Operand w,
        Operand b,
        params (string, long[])[] settings
    ) => Windowed("Conv", condition, [x, w, b], settings);

    private static RuleCase Transposed(string condition, Operand x, Operand w, params (string, long[])[] settings) =>
        Windowed("ConvTranspose", condition, [x, w], settings);

    private static RuleCase Transposed(
        string condition,
        Operand x,
        Operand w,
        Operand b,
        params (string, long[])[] settings
    ) => Windowed("ConvTranspose", condition, [x, w, b], settings);

    private static RuleCase Windowed(
        string op,
        string condition,
        Operand[] operands,
        (string Name, long[] Values)[] settings
    )
    {
        var rule = new RuleCase(op, condition, [.. operands]).Single();
        return settings.Aggregate(
            rule,
            (c, s) =>
                string.Equals(s.Name, "group", StringComparison.Ordinal)
                    ? c.Set(s.Name, s.Values[0])
                    : c.Set(s.Name, s.Values)
        );
    }
}
