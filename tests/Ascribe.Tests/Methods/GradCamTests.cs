using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class GradCamTests
{
    private static readonly double[] Channel = [2, -3];

    [Fact]
    public void OneConvolution_HasItsClosedForm()
    {
        // F = Σₖ vₖ·Σ Aₖ² makes the weight of a channel 2vₖ·mean(Aₖ).
        using var network = new Network(SquaredConvolution());
        var x = SmallModels.Random(111, 2, 1, 4, 4);
        var question = Question.About(network, x) with { Target = Target.At(), Features = ["a"] };
        var layer = new Activation().Explain(network, question).Of("a").Chunk(9).ToArray();
        var kept = new GradCam { Relu = false, SumChannels = false }.Explain(network, question);
        var summed = new GradCam { Relu = false }.Explain(network, question);
        var clipped = new GradCam().Explain(network, question);
        kept.Values["a"].Shape.ShouldBe([2, 2, 3, 3]);
        summed.Values["a"].Shape.ShouldBe([2, 1, 3, 3]);
        for (var e = 0; e < 2; e++)
        {
            for (var p = 0; p < 9; p++)
            {
                var map = 0.0;
                for (var k = 0; k < 2; k++)
                {
                    var part = 2 * Channel[k] * layer[2 * e + k].Average() * layer[2 * e + k][p];
                    kept.Of("a")[18 * e + 9 * k + p].ShouldBe(part, 1e-5);
                    map += part;
                }
                summed.Of("a")[9 * e + p].ShouldBe(map, 1e-5);
                clipped.Of("a")[9 * e + p].ShouldBe(Math.Max(map, 0), 1e-5);
            }
        }
    }

    [Fact]
    public void GuidedGradCam_IsTheProductWithTheMapEnlargedByNearestNeighbour()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(112, 2, 2, 8, 8)) with { Target = Target.Class(2) };
        var map = new GradCam().Explain(network, question with { Features = ["pool1"] }).Of("pool1");
        var guided = new GuidedBackpropagation().Explain(network, question).Of("x");
        var product = new GuidedGradCam("pool1").Explain(network, question).Of("x");
        map.ShouldContain(v => v > 0);
        for (var i = 0; i < product.Length; i++)
        {
            var (e, row, column) = (i / 128, i % 64 / 8, i % 8);
            product[i].ShouldBe(guided[i] * map[16 * e + 4 * (row / 2) + column / 2], 1e-6);
        }
    }

    [Fact]
    public void Layer_WithoutTheAxesThatAreNeeded_IsRefused()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(113, 1, 2, 8, 8));
        Should
            .Throw<ModelException>(() => new GuidedGradCam("features").Explain(network, question))
            .Message.ShouldContain("as many axes");
    }

    private static Model SquaredConvolution() =>
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 1, 4, 4);
            var a = b.Emit("Conv", [x, SmallModels.Weights(b, 114, 2, 1, 2, 2)], hint: "a");
            var v = b.Constant(Tensor.Of(Channel, 1, 2, 1, 1).To(ElementType.Float32));
            return ReduceSum(a * a * v, [1, 2, 3], keepDims: false);
        });
}
