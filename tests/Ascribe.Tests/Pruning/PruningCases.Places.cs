using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

internal static partial class PruningCases
{
    /// <summary>What gives channels other places.</summary>
    private static IReadOnlyDictionary<string, PruningCase> Places { get; } =
        new Dictionary<string, PruningCase>(StringComparer.Ordinal)
        {
            ["concat"] = new(
                "d",
                [1, 3],
                (b, zero) =>
                {
                    var x = Picture(b);
                    var joined = Concat([Conv(b, x, 1, 3, 2), Conv(b, x, 2, 4, 2, "d"), Conv(b, x, 3, 2, 2, "e")], 1);
                    return Conv(b, zero(Tanh(joined), [1, 1, 1, 0, 1, 0, 1, 1, 1], 2), 4, 3, 9, "f");
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
}
