using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

/// <summary>A graph for each way in which channels pass an operator.</summary>
internal static class PruningCases
{
    private static readonly int[] OneAndThree = [0, 1, 0, 1];

    public static IReadOnlyDictionary<string, PruningCase> All { get; } =
        new Dictionary<string, PruningCase>(StringComparer.Ordinal)
        {
            ["normalization"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Conv(b, Picture(b), 1, 4, 2);
                    var n = b.Emit(
                        "BatchNormalization",
                        [c, P(b, 2, 4), P(b, 3, 4), P(b, 4, 4), Abs(P(b, 5, 4)) + 0.5]
                    );
                    return Conv(b, zero(Relu(n), OneAndThree, 2), 6, 3, 4, "d");
                }
            ),
            ["bias and slope"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var biased = Conv(b, Picture(b), 1, 4, 2) + P(b, 2, 4, 1, 1);
                    return Conv(b, zero(b.Emit("PRelu", [biased, P(b, 3, 4, 1, 1)]), OneAndThree, 2), 4, 3, 4, "d");
                }
            ),
            ["residual"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var inner = Conv(b, zero(c, OneAndThree, 2), 2, 4, 4, "d") - c;
                    return Conv(b, zero(inner, OneAndThree, 2), 3, 3, 4, "e");
                }
            ),
            ["gate"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var squeezed = Conv(b, zero(b.Emit("GlobalAveragePool", [c]), OneAndThree, 2), 2, 5, 4, "s", 1);
                    var gate = Sigmoid(Conv(b, Relu(squeezed), 3, 4, 5, "g", 1));
                    return Conv(b, zero(c * gate, OneAndThree, 2), 4, 3, 4, "d");
                }
            ),
            ["concat"] = new(
                "d",
                [1, 3],
                (b, zero) =>
                {
                    var x = Picture(b);
                    var joined = Concat([Conv(b, x, 1, 3, 2), Conv(b, x, 2, 4, 2, "d"), Conv(b, x, 3, 2, 2, "e")], 1);
                    return Conv(b, zero(Relu(joined), [1, 1, 1, 0, 1, 0, 1, 1, 1], 2), 4, 3, 9, "f");
                }
            ),
            ["depthwise"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var deep = b.Emit("Conv", [c, P(b, 2, 8, 1, 3, 3), P(b, 3, 8)], Group(4), "deep");
                    return Conv(b, zero(deep, [0, 0, 1, 1, 0, 0, 1, 1], 2), 4, 3, 8, "d");
                }
            ),
            ["into groups"] = new(
                "c",
                [0, 2],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    return b.Emit("Conv", [zero(c, [1, 0, 1, 0], 2), P(b, 2, 6, 2, 3, 3)], Group(2), "d");
                }
            ),
            ["out of groups"] = new(
                "d",
                [0, 2, 3, 5],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var d = b.Emit("Conv", [c, P(b, 2, 6, 2, 3, 3), P(b, 3, 6)], Group(2), "d");
                    return Conv(b, zero(d, [1, 0, 1, 1, 0, 1], 2), 4, 3, 6, "e");
                }
            ),
            ["transposed"] = new(
                "t",
                [1, 3],
                (b, zero) =>
                {
                    var t = b.Emit("ConvTranspose", [Picture(b), P(b, 1, 2, 4, 3, 3), P(b, 2, 4)], hint: "t");
                    return b.Emit("ConvTranspose", [zero(Tanh(t), OneAndThree, 2), P(b, 3, 4, 3, 2, 2)], hint: "u");
                }
            ),
            ["transposed in groups"] = new(
                "t",
                [1, 3],
                (b, zero) =>
                {
                    var c = Conv(b, Picture(b), 7, 4, 2);
                    var t = b.Emit("ConvTranspose", [c, P(b, 1, 4, 2, 3, 3)], Group(2), "t");
                    return Conv(b, zero(t, OneAndThree, 2), 3, 3, 4, "d");
                }
            ),
            ["pool and flatten"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var window = Attributes.None.With("kernel_shape", new[] { 2, 2 });
                    var pooled = b.Emit("MaxPool", [c], window.With("strides", new[] { 2, 2 }));
                    var flat = b.Emit("Flatten", [zero(pooled, OneAndThree, 2)]);
                    return b.Emit("Gemm", [flat, P(b, 2, 5, 36), P(b, 3, 5)], Attributes.None.With("transB", 1));
                }
            ),
            ["reshape and products"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var flat = Reshape(zero(c, OneAndThree, 2), 0, 144);
                    return MatMul(Relu(MatMul(flat, P(b, 2, 144, 5)) + P(b, 3, 5)), P(b, 4, 5, 3));
                }
            ),
            ["hidden units"] = new(
                "h",
                [1, 3],
                (b, zero) =>
                {
                    var h = b.Emit("MatMul", [Reshape(Picture(b), -1, 128), P(b, 2, 128, 4)], hint: "h");
                    return MatMul(zero(Tanh(h + P(b, 3, 4)), OneAndThree, 0), P(b, 4, 4, 3)) + P(b, 5, 3);
                }
            ),
            ["computed shape"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = zero(Relu(Conv(b, Picture(b), 1, 4, 2)), OneAndThree, 2);
                    var examples = Gather(Shape(c), b.Longs(0), 0);
                    return MatMul(Reshape(c, Concat([examples, b.Longs(144)], 0)), P(b, 2, 144, 5));
                }
            ),
            ["split and slice"] = new(
                "c",
                [1, 3, 4, 5],
                (b, zero) =>
                {
                    var c = zero(Relu(Conv(b, Picture(b), 1, 7, 2)), [0, 1, 0, 1, 1, 1, 0], 2);
                    var parts = b.Emit("Split", [c, b.Longs(3, 4)], 2, Attributes.None.With("axis", 1));
                    var middle = Slice(c, [-6], [6], [1]);
                    return Conv(b, parts[0], 2, 3, 3, "d")
                        + Conv(b, parts[1], 3, 3, 4, "e")
                        + Conv(b, middle, 4, 3, 5, "f");
                }
            ),
            ["padded channels"] = new(
                "d",
                [1, 3, 4],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 3, 2));
                    var d = Conv(b, zero(c, [0, 1, 0], 2), 2, 6, 3, "d", pad: 1);
                    return Conv(b, zero(d + Pad(c, 0, 0, 0, 0, 0, 3, 0, 0), [0, 1, 0, 1, 1, 0], 2), 3, 3, 6, "e");
                }
            ),
            ["channels last"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Transpose(Relu(Conv(b, Picture(b), 1, 4, 2)), 0, 2, 3, 1);
                    return MatMul(Reshape(zero(c, OneAndThree, 0), 0, 144), P(b, 2, 144, 5));
                }
            ),
            ["stored integers"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = b.Emit("Conv", [Picture(b), Stored(b, 1, 4, 2, 3, 3)], hint: "c");
                    return b.Emit("Conv", [zero(Relu(c), OneAndThree, 2), Stored(b, 2, 3, 4, 3, 3)], hint: "d");
                }
            ),
            ["means and sums"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Relu(Conv(b, Picture(b), 1, 4, 2));
                    var mean = ReduceMean(c, [2, 3], keepDims: false);
                    var sum = ReduceSum(zero(c, OneAndThree, 2), [1, 2, 3], keepDims: false);
                    return MatMul(zero(mean, OneAndThree, 0), P(b, 2, 4, 3)) + Unsqueeze(sum, 1);
                }
            ),
            ["attention heads"] = new(
                "q",
                [2, 3],
                (b, zero) =>
                {
                    var x = Reshape(Picture(b), 0, 16, 8);
                    var (q, k, v) = (Heads(b, x, 1, "q"), Heads(b, x, 2, "k"), Heads(b, x, 3, "v"));
                    var weights = b.Emit("Softmax", [MatMul(q, Transpose(k, 0, 1, 3, 2))]);
                    var mixed = Transpose(MatMul(weights, v), 0, 2, 1, 3);
                    return MatMul(zero(Reshape(mixed, 0, 16, 4), [0, 0, 1, 1], 0), P(b, 4, 4, 3));
                }
            ),
        };

    private static Value Picture(GraphBuilder b) => b.Input("x", ElementType.Float32, Dim.Batch, 2, 8, 8);

    private static Value P(GraphBuilder b, int seed, params ReadOnlySpan<long> shape) =>
        SmallModels.Weights(b, seed, shape);

    private static Attributes Group(int groups) => Attributes.None.With("group", groups);

    private static Value Conv(
        GraphBuilder b,
        Value x,
        int seed,
        int made,
        int read,
        string name = "c",
        int window = 3,
        int pad = 0
    ) =>
        b.Emit(
            "Conv",
            [x, P(b, seed, made, read, window, window), P(b, seed + 100, made)],
            Attributes.None.With("pads", new[] { pad, pad, pad, pad }),
            name
        );

    /// <summary>[N,16,8] → [N,2,16,2]: two heads of two numbers.</summary>
    private static Value Heads(GraphBuilder b, Value x, int seed, string name) =>
        Transpose(Reshape(b.Emit("MatMul", [x, P(b, seed, 8, 4)], hint: name), 0, 16, 2, 2), 0, 2, 1, 3);

    /// <summary>Weights as integers with a step and a zero point for each filter.</summary>
    private static Value Stored(GraphBuilder b, int seed, params ReadOnlySpan<long> shape)
    {
        var numbers = SmallModels.Random(seed, shape).ToFloats();
        var integers = Tensor.Of(numbers.Select(n => (sbyte)(100 * n)).ToArray(), shape);
        var steps = Tensor.Vector(Enumerable.Range(1, (int)shape[0]).Select(i => i / 100f).ToArray());
        var zeros = Tensor.Vector(Enumerable.Range(1, (int)shape[0]).Select(i => (sbyte)i).ToArray());
        return b.Emit(
            "DequantizeLinear",
            [b.Constant(integers), b.Constant(steps), b.Constant(zeros)],
            Attributes.None.With("axis", 0)
        );
    }
}
