using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

/// <summary>Operators over the axis of the examples: the gradient of a sum over examples is right all the same.</summary>
public sealed class CoupledExamplesTests
{
    private const double Step = 1e-5;

    private static readonly Tensor X = Sample.Numbers(3, 4, 3);

    [Theory]
    [InlineData("ReduceSum", 1)]
    [InlineData("ReduceMean", 1)]
    [InlineData("ReduceMax", 1)]
    [InlineData("ReduceMin", 1)]
    [InlineData("ReduceLogSumExp", 1)]
    [InlineData("ReduceSumSquare", 1)]
    [InlineData("ReduceMean", 0)]
    [InlineData("ReduceMax", 0)]
    public void Reduction_OverAFreeAxis_HasItsGradient(string op, int keepDims)
    {
        var model = Sample.Model(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 3);
            var reduced = Binary(op, x, b.Longs(0), Attributes.None.With("keepdims", keepDims));
            return Tanh(x) * reduced;
        });
        var actual = Sample.Run(Sample.Gradient(model, "x"), ("x", X))["gradient/x"];
        for (var i = 0; i < actual.Length; i++)
            actual[i].ShouldBe((Total(i, Step) - Total(i, -Step)) / (2 * Step), 1e-8);

        double Total(int element, double change)
        {
            var values = X.ToDoubles();
            values[element] += change;
            return Sample.Run(model, ("x", Tensor.Of(values, 4, 3)))["y"].Sum();
        }
    }
}
