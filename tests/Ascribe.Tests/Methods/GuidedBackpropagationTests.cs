using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Tests.Methods;

public sealed class GuidedBackpropagationTests
{
    // y = Σ vᵢ·unit(xᵢ): below 0, between, above 6; with weights of either sign.
    private static readonly double[] X = [-1, -1, 2, 2, 7, 7];
    private static readonly double[] V = [3, -3, 3, -3, 3, -3];

    [Fact]
    public void Relu_LetsThroughWhatIsPositiveAtActiveUnits()
    {
        Explain(new GuidedBackpropagation(), Relu).ShouldBe([0, 0, 3, 0, 3, 0]);
        Explain(new Saliency { Absolute = false }, Relu).ShouldBe([0, 0, 3, -3, 3, -3]);
    }

    [Fact]
    public void Deconvolution_LetsThroughWhatIsPositiveAtAnyUnit() =>
        Explain(new Deconvolution(), Relu).ShouldBe([3, 0, 3, 0, 3, 0]);

    [Fact]
    public void ClipFromZero_IsARectifyingUnit()
    {
        Explain(new GuidedBackpropagation(), x => Clip(x, 0)).ShouldBe([0, 0, 3, 0, 0, 0]);
        Explain(new Deconvolution(), x => Clip(x, 0)).ShouldBe([3, 0, 3, 0, 3, 0]);
    }

    [Fact]
    public void OtherUnits_KeepTheirGradient()
    {
        double[] inside = [3, -3, 3, -3, 0, 0];
        Explain(new GuidedBackpropagation(), x => Clip(x, -2)).ShouldBe(inside);
        Explain(new Deconvolution(), x => Clip(x, -2)).ShouldBe(inside);
    }

    private static double[] Explain(AttributionMethod method, Func<Value, Value> unit)
    {
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 6);
            return MatMul(unit(x), b.Constant(Tensor.Of(V, 6, 1)));
        });
        using var network = new Network(model);
        return method.Explain(network, Question.About(network, Tensor.Of(X, 1, 6))).Of("x");
    }

    private static Value Clip(Value x, double low) => x.Builder.Emit("Clip", [x, x.Like(low), x.Like(6)]);
}
