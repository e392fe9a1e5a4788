using Ascribe.Onnx;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Training;

/// <summary>Small things to learn, and short ways to have them learnt.</summary>
internal static class Lessons
{
    /// <summary>64 rows of four numbers, and what <see cref="SmallModels.Smooth"/> has to give for them.</summary>
    public static TrainingData Smooth { get; } = Data("x", SmallModels.Random(1, 64, 4), SmallModels.Random(2, 64, 2));

    /// <summary>
    /// x [N,1,6,6] → tanh of conv1 [N,3,6,6] → an average over squares [N,3,3,3] → tanh of conv2 [N,4,2,2] → y [N,3], with
    /// biases: smooth everywhere, so that differences can witness.
    /// </summary>
    public static Model Cnn { get; } =
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1, 6, 6);
            var padded = Attributes.None.With("pads", new[] { 1, 1, 1, 1 });
            var halves = Attributes.None.With("kernel_shape", new[] { 2, 2 }).With("strides", new[] { 2, 2 });
            var conv1 = b.Emit("Conv", [x, Stored(b, "w1", 3, 3, 1, 3, 3), Stored(b, "b1", 4, 3)], padded);
            var pooled = b.Emit("AveragePool", [Tanh(conv1)], halves, "pooled");
            var conv2 = b.Emit("Conv", [pooled, Stored(b, "w2", 5, 4, 3, 2, 2), Stored(b, "b2", 6, 4)]);
            return MatMul(b.Emit("Flatten", [Tanh(conv2)]), Stored(b, "w3", 7, 16, 3)) + Stored(b, "b3", 8, 3);
        });

    public static TrainingData Pictures { get; } =
        Data("x", SmallModels.Random(9, 6, 1, 6, 6), Tensor.Vector(0L, 2, 1, 1, 2, 0));

    /// <summary>A few epochs of runs that do not divide the steps, nor the steps the examples.</summary>
    public static TrainingOptions Few { get; } =
        new()
        {
            Loss = Loss.SquaredError,
            Epochs = 4,
            BatchRows = 24,
            RunRows = 5,
            LearningRate = LearningRate.Constant(0.01),
            Seed = 7,
        };

    public static TrainingData Data(string input, Tensor inputs, Tensor targets) =>
        new(Asking.Inputs((input, inputs)), targets);

    public static Value Stored(GraphBuilder builder, string name, int seed, params ReadOnlySpan<long> shape) =>
        builder.Constant(SmallModels.Random(seed, shape), name);

    /// <summary>What a model gives for the input x.</summary>
    public static double[] Output(Model model, Tensor x)
    {
        using var network = new Network(model);
        return network.Run(Asking.Inputs(("x", x)))[0].Value.ToDoubles();
    }
}
