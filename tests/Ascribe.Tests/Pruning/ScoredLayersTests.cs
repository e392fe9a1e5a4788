using Ascribe.Onnx;
using Ascribe.Pruning;
using Ascribe.Training;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Pruning;

public sealed class ScoredLayersTests
{
    [Fact]
    public void Layers_AreScoredBehindTheirActivations() =>
        ScoredLayers.Of(new ConvolutionalNetwork(1, 8, 8, 3).Build()).ShouldBe(["relu1", "relu2", "hidden1"]);

    [Fact]
    public void WhatIsReadTwice_IsScoredAtTheLayer()
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 4);
            var hidden = b.Emit("MatMul", [x, SmallModels.Weights(b, 1, 4, 6)], hint: "hidden");
            return MatMul(Relu(hidden) + Tanh(hidden), SmallModels.Weights(b, 2, 6, 3));
        });
        ScoredLayers.Of(model).ShouldBe(["hidden"]);
    }
}
