using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Autodiff.Tests;

/// <summary>Operators over the axis of the examples: the gradient of a sum over examples is right all the same.</summary>
public sealed class CoupledExamplesTests
{
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
        AgreesWithCentralDifferences(model, X);
    }

    [Fact]
    public void MeanVarianceNormalization_OverExamples_HasItsGradient() =>
        AgreesWithCentralDifferences(
            Sample.Model(b =>
            {
                var x = b.Input("x", ElementType.Float64, Dim.Batch, 2, 1, 3);
                var normalized = Unary("MeanVarianceNormalization", Cast(x, ElementType.Float32));
                return Tanh(x) * Cast(normalized, ElementType.Float64);
            }),
            Sample.Numbers(4, 3, 2, 1, 3),
            step: 1e-2,
            tolerance: 2e-3
        );

    [Fact]
    public void Loss_AveragedOverExamples_HasItsGradient() =>
        AgreesWithCentralDifferences(
            Sample.Model(b =>
            {
                var x = b.Input("x", ElementType.Float64, Dim.Batch, 3);
                var label = Unary("ArgMax", x, Attributes.None.With("axis", 1).With("keepdims", 0));
                return Tanh(x) * Binary("SoftmaxCrossEntropyLoss", x, label);
            }),
            X
        );

    private static void AgreesWithCentralDifferences(Model model, Tensor x, double step = 1e-5, double tolerance = 1e-8)
    {
        var actual = Sample.Run(Sample.Gradient(model, "x"), ("x", x))["gradient/x"];
        for (var i = 0; i < actual.Length; i++)
            actual[i].ShouldBe((Total(i, step) - Total(i, -step)) / (2 * step), tolerance);

        double Total(int element, double change)
        {
            var values = x.ToDoubles();
            values[element] += change;
            return Sample.Run(model, ("x", Tensor.Of(values, x.Shape.AsSpan())))["y"].Sum();
        }
    }
}
