using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests.Quantization;

/// <summary>Every operator that works on quantized integers, in the settings that matter.</summary>
internal static class QuantizedCases
{
    private const double Scale = 0.02;

    private static readonly Tensor Filters = Bytes(3, 4, 2, 3, 3);
    private static readonly Tensor Weights = Bytes(4, 5, 4);

    public static ImmutableArray<QuantizedCase> All { get; } =
    [
        new("QuantizeLinear", "", [2, 5], x => Back(Levels(x))),
        new("QuantizeLinear", "signed, saturating", [2, 5], Saturating),
        new("QuantizeLinear", "without zero point", [2, 5], Unsigned),
        new("QuantizeLinear", "a scale per channel", [2, 3, 4], x => PerAxis(x, 1)),
        new("QuantizeLinear", "a scale per entry of the last axis", [2, 4, 3], x => PerAxis(x, -1)),
        new("QuantizeLinear", "a scale per block", [2, 4, 3], PerBlock),
        new("DequantizeLinear", "through max pooling and a reshape", [2, 2, 4, 4], Pooled),
        new("DequantizeLinear", "joined with constant levels", [2, 3], Joined),
        new("com.microsoft.QuantizeLinear", "", [2, 5], x => Back(Levels(x, "com.microsoft"))),
        new("com.microsoft.DequantizeLinear", "", [2, 5], x => Back(Levels(x), "com.microsoft")),
        new("DynamicQuantizeLinear", "", [2, 5], Dynamic),
        new("QLinearConv", "", [2, 2, 5, 5], x => Convolved(x, One(x, 0.004), Zero(x, 1), null)),
        new("QLinearConv", "a scale per filter and a bias", [2, 2, 5, 5], ConvolvedPerFilter),
        new("ConvInteger", "", [2, 2, 5, 5], x => Sums(x, "ConvInteger", Filters)),
        new("MatMulInteger", "", [2, 5], x => Sums(x, "MatMulInteger", Weights)),
        new("QLinearMatMul", "", [2, 5], x => Product(x, One(x, 0.01), Zero(x, -2))),
        new("QLinearMatMul", "a scale per column", [2, 5], ProductPerColumn),
        new("com.microsoft.MatMulIntegerToFloat", "with a bias", [2, 5], x => ToFloat(x, bias: true)),
        new("com.microsoft.MatMulIntegerToFloat", "", [2, 5], x => ToFloat(x, bias: false)),
        new("com.microsoft.DynamicQuantizeMatMul", "", [2, 5], DynamicProduct),
        new("com.microsoft.QGemm", "rounded, transposed", [2, 5], x => Gemm(x, rounded: true)),
        new("com.microsoft.QGemm", "to numbers", [2, 5], x => Gemm(x, rounded: false)),
        new("com.microsoft.QLinearAdd", "", [2, 5], x => Pair(x, "QLinearAdd")),
        new("com.microsoft.QLinearMul", "", [2, 5], x => Pair(x, "QLinearMul")),
        new("com.microsoft.QLinearSigmoid", "", [2, 5], x => Single(x, "QLinearSigmoid", Attributes.None)),
        new("com.microsoft.QLinearLeakyRelu", "", [2, 5], x => Single(x, "QLinearLeakyRelu", Slope)),
        new("com.microsoft.QLinearGlobalAveragePool", "", [2, 3, 4, 4], x => GlobalPool(x, 0)) { Ties = 0.3 },
        new("com.microsoft.QLinearGlobalAveragePool", "channels last", [2, 4, 4, 3], x => GlobalPool(x, 1))
        {
            Ties = 0.3,
        },
        new("com.microsoft.QLinearAveragePool", "", [2, 3, 4, 4], x => Single(x, "QLinearAveragePool", Window))
        {
            Ties = 0.3,
        },
        new(
            "com.microsoft.QLinearSoftmax",
            "",
            [2, 5],
            x => Single(x, "QLinearSoftmax", OverLast) * x.Builder.Constant(Sample.Singles(8, 5))
        ),
        new("com.microsoft.QLinearWhere", "", [2, 5], Chosen),
        new(
            "com.microsoft.NhwcMaxPool",
            "",
            [2, 4, 4, 3],
            x => Back(Emit("com.microsoft", "NhwcMaxPool", [Levels(x)], Window))
        ),
        new("com.microsoft.QAttention", "", [2, 3, 4], Attended),
        new("com.microsoft.QLinearConcat", "", [2, 5], Concatenated),
    ];

    private static Attributes Slope => Attributes.None.With("alpha", 0.3f);

    private static Attributes OverLast => Attributes.None.With("axis", -1).With("opset", 13);

    private static Attributes Window =>
        Attributes.None.With("kernel_shape", new[] { 2, 2 }).With("strides", new[] { 2, 2 });

    /// <summary>x in 256 levels, unsigned.</summary>
    private static Value Levels(Value x, string domain = "") =>
        Emit(domain, "QuantizeLinear", [x, One(x, Scale), Middle(x)]);

    private static Value Back(Value levels, string domain = "") =>
        Emit(domain, "DequantizeLinear", [levels, One(levels, Scale), Middle(levels)]);

    private static Value Saturating(Value x)
    {
        var levels = Emit("", "QuantizeLinear", [3 * x, One(x, Scale), Zero(x, -3)]);
        return Emit("", "DequantizeLinear", [levels, One(x, Scale), Zero(x, -3)]);
    }

    private static Value Unsigned(Value x)
    {
        var levels = Emit("", "QuantizeLinear", [x, One(x, Scale)]);
        return Emit("", "DequantizeLinear", [levels, One(x, Scale)]);
    }

    private static Value PerAxis(Value x, int axis)
    {
        var scale = x.Builder.Constant(Tensor.Vector(0.01f, 0.02f, 0.03f));
        var zero = x.Builder.Constant(Tensor.Vector<byte>(120, 128, 140));
        var attributes = Attributes.None.With("axis", axis);
        return Emit(
            "",
            "DequantizeLinear",
            [Emit("", "QuantizeLinear", [x, scale, zero], attributes), scale, zero],
            attributes
        );
    }

    private static Value PerBlock(Value x)
    {
        var scale = x.Builder.Constant(Tensor.Of([.. Enumerable.Range(1, 12).Select(i => i * 0.004f)], 2, 2, 3));
        var attributes = Attributes.None.With("axis", 1).With("block_size", 2);
        return Emit("", "DequantizeLinear", [Emit("", "QuantizeLinear", [x, scale], attributes), scale], attributes);
    }

    private static Value Pooled(Value x)
    {
        var largest = Emit("", "MaxPool", [Levels(x)], Window);
        return Back(Reshape(largest, 0, -1));
    }

    private static Value Joined(Value x)
    {
        var constant = x.Builder.Constant(Tensor.Of<byte>([7, 200, 255, 0], 2, 2));
        return Back(Concat([Levels(x), constant], 1));
    }

    /// <summary>x·W with the levels, scale and zero point of x found by its range.</summary>
    private static Value Dynamic(Value x)
    {
        var parts = x.Builder.Emit("DynamicQuantizeLinear", [x], 3);
        return Emit("", "DequantizeLinear", [parts[0], parts[1], parts[2]]);
    }

    private static Value Sums(Value x, string op, Tensor weights)
    {
        var parts = x.Builder.Emit("DynamicQuantizeLinear", [x], 3);
        var attributes = op == "ConvInteger" ? Attributes.None.With("pads", new[] { 1, 0, 1, 1 }) : null;
        var sums = Emit("", op, [parts[0], x.Builder.Constant(weights), parts[2], Zero(x, 2)], attributes);
        return Cast(sums, ElementType.Float32) * parts[1] * 0.01;
    }

    private static Value Convolved(Value x, Value scale, Value zero, Value? bias)
    {
        var attributes = Attributes.None.With("strides", new[] { 2, 1 }).With("pads", new[] { 1, 1, 1, 1 });
        var filters = x.Builder.Constant(Filters);
        return Back(
            Emit(
                "",
                "QLinearConv",
                [Levels(x), One(x, Scale), Middle(x), filters, scale, zero, One(x, Scale), Middle(x), bias],
                attributes
            )
        );
    }

    private static Value ConvolvedPerFilter(Value x)
    {
        var scale = x.Builder.Constant(Tensor.Vector(0.004f, 0.006f, 0.01f, 0.002f));
        var zero = x.Builder.Constant(Tensor.Vector<sbyte>(0, 0, 0, 0));
        return Convolved(x, scale, zero, x.Builder.Constant(Tensor.Vector(300, -200, 0, 1000)));
    }

    private static Value Product(Value x, Value scale, Value zero)
    {
        var weights = x.Builder.Constant(Weights);
        return Back(
            Emit(
                "",
                "QLinearMatMul",
                [Levels(x), One(x, Scale), Middle(x), weights, scale, zero, One(x, Scale), Middle(x)]
            )
        );
    }

    private static Value ProductPerColumn(Value x) =>
        Product(
            x,
            x.Builder.Constant(Tensor.Vector(0.004f, 0.006f, 0.01f, 0.002f)),
            x.Builder.Constant(Tensor.Vector<sbyte>(0, 1, -1, 5))
        );

    private static Value ToFloat(Value x, bool bias)
    {
        var weights = x.Builder.Constant(Weights);
        Value? added = bias ? x.Builder.Constant(Sample.Singles(9, 4)) : null;
        return Emit(
            "com.microsoft",
            "MatMulIntegerToFloat",
            [Levels(x), weights, One(x, Scale), One(x, 0.01), Middle(x), Zero(x, 3), added]
        );
    }

    private static Value DynamicProduct(Value x)
    {
        var bias = x.Builder.Constant(Sample.Singles(9, 4));
        var weights = x.Builder.Constant(Weights);
        return Emit("com.microsoft", "DynamicQuantizeMatMul", [x, weights, One(x, 0.01), Zero(x, 3), bias]);
    }

    private static Value Gemm(Value x, bool rounded)
    {
        var weights = x.Builder.Constant(rounded ? Bytes(4, 4, 5) : Weights);
        var bias = x.Builder.Constant(Tensor.Of([40, -50, 60, 0], 1, 4));
        var attributes = Attributes.None.With("transB", rounded ? 1 : 0);
        Value?[] operands = [Levels(x), One(x, Scale), Middle(x), weights, One(x, 0.01), Zero(x, 1), bias];
        return rounded
            ? Back(Emit("com.microsoft", "QGemm", [.. operands, One(x, Scale), Middle(x)], attributes))
            : Emit("com.microsoft", "QGemm", operands, attributes);
    }

    private static Value Pair(Value x, string op)
    {
        var other = x.Builder.Constant(Tensor.Vector<byte>(10, 250, 130, 128, 90));
        return Back(
            Emit(
                "com.microsoft",
                op,
                [Levels(x), One(x, Scale), Middle(x), other, One(x, 0.01), Middle(x), One(x, Scale), Middle(x)]
            )
        );
    }

    private static Value Single(Value x, string op, Attributes attributes) =>
        Back(Emit("com.microsoft", op, [Levels(x), One(x, Scale), Middle(x), One(x, Scale), Middle(x)], attributes));

    private static Value GlobalPool(Value x, int channelsLast) =>
        Single(x, "QLinearGlobalAveragePool", Attributes.None.With("channels_last", channelsLast));

    private static Value Chosen(Value x)
    {
        var condition = x.Builder.Constant(Tensor.Vector(true, false, true, true, false));
        var other = x.Builder.Constant(Tensor.Vector<byte>(10, 250, 130, 128, 90));
        return Back(
            Emit(
                "com.microsoft",
                "QLinearWhere",
                [
                    condition,
                    Levels(x),
                    One(x, Scale),
                    Middle(x),
                    other,
                    One(x, 0.01),
                    Middle(x),
                    One(x, Scale),
                    Middle(x),
                ]
            )
        );
    }

    private static Value Attended(Value x) =>
        Emit(
            "com.microsoft",
            "QAttention",
            [
                Levels(x),
                x.Builder.Constant(Bytes(4, 4, 12)),
                x.Builder.Constant(Sample.Singles(9, 12)),
                One(x, Scale),
                One(x, 0.003),
                null,
                Middle(x),
                Zero(x, 3),
            ],
            Attributes.None.With("num_heads", 2)
        );

    private static Value Concatenated(Value x)
    {
        var other = x.Builder.Constant(Tensor.Of<byte>([1, 2, 3, 200, 100, 50], 2, 3));
        return Back(
            Emit(
                "com.microsoft",
                "QLinearConcat",
                [One(x, Scale), Middle(x), Levels(x), One(x, Scale), Middle(x), other, One(x, 0.01), Middle(x)],
                Attributes.None.With("axis", 1)
            )
        );
    }

    private static Value Emit(string domain, string op, Value?[] arguments, Attributes? attributes = null)
    {
        var builder = arguments.First(a => a is not null)!.Value.Builder;
        var name = $"{op}{builder.Nodes.Length}";
        var node = new Node(op, [.. arguments.Select(a => a?.Name ?? "")], [name], attributes ?? Attributes.None);
        return builder.Add(node with { Domain = domain })[0];
    }

    private static Value One(Value x, double number) => x.Builder.Scalar(number);

    private static Value Zero(Value x, int number) => x.Builder.Scalar(number, ElementType.Int8);

    private static Value Middle(Value x) => x.Builder.Scalar(128, ElementType.UInt8);

    private static Tensor Bytes(int seed, params long[] shape) =>
        Tensor.Of([.. Sample.Numbers(seed, shape).ToDoubles().Select(v => v * 120)], shape).To(ElementType.Int8);
}
