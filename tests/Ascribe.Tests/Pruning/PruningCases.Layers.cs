using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

internal static partial class PruningCases
{
    /// <summary>Layers, and what works channel by channel.</summary>
    private static IReadOnlyDictionary<string, PruningCase> Layers { get; } =
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
                    var inner = Conv(b, zero(c, OneAndThree, 2), 2, 4, 4, "d", pad: 1) - c;
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
            ["resized"] = new(
                "c",
                [1, 3],
                (b, zero) =>
                {
                    var c = Conv(b, Picture(b), 1, 4, 2);
                    var scales = b.Constant(Tensor.Vector(1f, 1f, 2f, 2f));
                    var twice = b.Emit("Resize", [c, null, scales], Attributes.None.With("mode", "nearest"));
                    var added = Unsqueeze(b.Emit("Clip", [twice, b.Scalar(0), b.Scalar(6)]), 2);
                    return Conv(b, zero(Squeeze(added, 2), OneAndThree, 2), 2, 3, 4, "d");
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
            ["hidden units"] = new(
                "h",
                [1, 3],
                (b, zero) =>
                {
                    var h = b.Emit("MatMul", [Reshape(Picture(b), -1, 128), P(b, 2, 128, 4)], hint: "h");
                    return MatMul(zero(Tanh(h + P(b, 3, 4)), OneAndThree, 0), P(b, 4, 4, 3)) + P(b, 5, 3);
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
        };
}
