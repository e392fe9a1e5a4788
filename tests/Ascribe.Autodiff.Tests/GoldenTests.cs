using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

/// <summary>What the emitted graphs look like. A change here is a change for everybody who ships a gradient graph.</summary>
public sealed class GoldenTests
{
    [Fact]
    public void Perceptron() =>
        Matches("perceptron", b => Dense(b, Relu(Dense(b, Input(b, 4), 4, 5, "w1", "b1")), 5, 2, "w2", "b2"));

    [Fact]
    public void Convolution_Stride2_Relu_MaxPool() =>
        Matches(
            "convolution",
            b =>
            {
                var attributes = Attributes.None.With("strides", new[] { 2, 2 }).With("pads", new[] { 1, 1, 1, 1 });
                var weight = b.Constant(Sample.Singles(1, 4, 3, 3, 3), "w");
                var hidden = Relu(b.Emit("Conv", [Input(b, 3, 8, 8), weight], attributes));
                var pool = Attributes.None.With("kernel_shape", new[] { 2, 2 }).With("strides", new[] { 2, 2 });
                return Unary("MaxPool", hidden, pool);
            }
        );

    [Fact]
    public void Convolution_Stride2_OfManyChannels() =>
        Matches(
            "convolution-many-channels",
            b =>
            {
                var attributes = Attributes.None.With("strides", new[] { 2, 2 }).With("pads", new[] { 1, 1, 1, 1 });
                var weight = b.Constant(Sample.Singles(1, 4, 8, 3, 3), "w");
                return b.Emit("Conv", [Input(b, 8, 6, 6), weight], attributes);
            }
        );

    [Fact]
    public void SoftmaxHead() =>
        Matches(
            "softmax-head",
            b =>
            {
                var pooled = Reshape(Unary("GlobalAveragePool", Input(b, 3, 4, 4)), -1, 3);
                return Unary("Softmax", Dense(b, pooled, 3, 5, "w", "b"), Attributes.None.With("axis", -1));
            }
        );

    private static void Matches(string name, Func<GraphBuilder, Value> write) =>
        Expectation.ShouldMatch(GraphText.Write(Sample.Gradient(Sample.Model(write), "x").Graph), name);

    private static Value Input(GraphBuilder b, params long[] shape) =>
        b.Input("x", ElementType.Float32, [Dim.Batch, .. shape.Select(e => (Dim)e)]);

    private static Value Dense(GraphBuilder b, Value x, int inputs, int outputs, string weight, string bias) =>
        MatMul(x, b.Constant(Sample.Singles(2, inputs, outputs), weight))
        + b.Constant(Sample.Singles(3, outputs), bias);
}
