using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests;

/// <summary>Models of a few nodes, written in the notation. Weights are random but always the same.</summary>
internal static class SmallModels
{
    /// <summary>The model that a function of builder writes; what it returns is the output <c>y</c>.</summary>
    public static Model Of(Func<GraphBuilder, Value> write)
    {
        var builder = new GraphBuilder();
        builder.Output(write(builder), "y");
        return Model.Canonical(builder.Build());
    }

    /// <summary>
    /// x [N,2,8,8] → conv1, relu1 [N,4,8,8] → pool1 [N,4,4,4] → conv2, relu2 [N,6,2,2] → features [N,6] → y [N,3].
    /// </summary>
    public static Model Cnn { get; } =
        Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2, 8, 8);
            var conv1 = Conv(x, Weights(b, 1, 4, 2, 3, 3), "conv1", [1, 1, 1, 1]);
            var relu1 = b.Emit("Relu", [conv1], hint: "relu1");
            var halves = Attributes.None.With("kernel_shape", new[] { 2, 2 }).With("strides", new[] { 2, 2 });
            var pool1 = b.Emit("MaxPool", [relu1], halves, "pool1");
            var conv2 = Conv(pool1, Weights(b, 2, 6, 4, 3, 3), "conv2", [0, 0, 0, 0]);
            var relu2 = b.Emit("Relu", [conv2], hint: "relu2");
            var pooled = b.Emit("GlobalAveragePool", [relu2]);
            var features = b.Emit("Flatten", [pooled], hint: "features");
            return MatMul(features, Weights(b, 3, 6, 3));
        });

    /// <summary>y = tanh(x·W)·V with x [N,4] and y [N,2]: smooth, so that quadratures converge fast.</summary>
    public static Model Smooth { get; } =
        Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            var hidden = b.Emit("Tanh", [MatMul(x, Weights(b, 4, 4, 5))], hint: "hidden");
            return MatMul(hidden, Weights(b, 5, 5, 2));
        });

    /// <summary>
    /// ids int64[N,3] look up rows of a table; their sum gates x [N,4]: y = Σ σ(Σ table[ids])·x², [N]. The values
    /// <c>embedding</c> [N,3,4] and <c>gate</c> [N,4] can be explained.
    /// </summary>
    public static Model Gated { get; } =
        Of(b =>
        {
            var ids = b.Input("ids", ElementType.Int64, Dim.Batch, 3);
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            var rows = b.Emit("Gather", [Weights(b, 6, 7, 4), ids], Attributes.None.With("axis", 0), "embedding");
            var gate = b.Emit("Sigmoid", [ReduceSum(rows, [1], keepDims: false)], hint: "gate");
            return ReduceSum(gate * x * x, [1], keepDims: false);
        });

    /// <summary>Numbers in [−1, 1).</summary>
    public static Tensor Random(int seed, params ReadOnlySpan<long> shape)
    {
        var random = new Random(seed);
        var numbers = new float[Tensor.CountOf([.. shape])];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = (float)(2 * random.NextDouble() - 1);
        return Tensor.Of(numbers, shape);
    }

    public static Value Weights(GraphBuilder builder, int seed, params ReadOnlySpan<long> shape) =>
        builder.Constant(Random(seed, shape), hint: $"w{seed}");

    private static Value Conv(Value x, Value w, string name, long[] pads) =>
        x.Builder.Emit("Conv", [x, w], Attributes.None.With("pads", pads), name);
}
