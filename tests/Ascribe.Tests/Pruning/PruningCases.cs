using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

/// <summary>A graph for each way in which channels pass an operator.</summary>
internal static partial class PruningCases
{
    private static readonly int[] OneAndThree = [0, 1, 0, 1];

    public static IReadOnlyDictionary<string, PruningCase> All =>
        Layers.Concat(Places).ToDictionary(StringComparer.Ordinal);

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
