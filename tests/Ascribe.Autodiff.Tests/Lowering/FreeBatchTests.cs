using Ascribe.Onnx;
using Ascribe.Runtime;

namespace Ascribe.Autodiff.Tests.Lowering;

/// <summary>What operators are lowered to takes any number of examples, and keeps them apart.</summary>
public sealed class FreeBatchTests
{
    [Fact]
    public void GroupNormalization_OfSeveralExamples_IsThatOfEach() =>
        IsThatOfEach(
            [4, 3],
            x =>
                x.Builder.Emit(
                    "GroupNormalization",
                    [x, x.Builder.Constant(Sample.Singles(1, 4)), x.Builder.Constant(Sample.Singles(2, 4))],
                    Attributes.None.With("num_groups", 2)
                )
        );

    [Fact]
    public void AffineGrid_OfSeveralExamples_IsThatOfEach() =>
        IsThatOfEach(
            [2, 3],
            x =>
                Op.Binary(
                    "AffineGrid",
                    x,
                    Op.Concat([Op.Slice(Op.Shape(x), [0], [1], [0]), x.Builder.Longs(3, 4, 5)], 0)
                )
        );

    [Fact]
    public void Loss_OfSeveralExamples_IsThatOfEach() =>
        IsThatOfEach(
            [3],
            x =>
                Op.Unsqueeze(
                    Op.Binary(
                        "SoftmaxCrossEntropyLoss",
                        x,
                        Op.Unary("ArgMin", x, Attributes.None.With("axis", 1).With("keepdims", 0)),
                        Attributes.None.With("reduction", "none")
                    ),
                    1
                )
        );

    private static void IsThatOfEach(long[] shape, Func<Value, Value> write)
    {
        var builder = new GraphBuilder();
        var x = builder.Input("x", ElementType.Float32, [Dim.Batch, .. shape.Select(e => (Dim)e)]);
        builder.Output(write(x), "y");
        var model = Canonicalization.Apply(Model.Canonical(builder.Build()));
        var gradient = Sample.Gradient(model, "x");
        var examples = Sample.Singles(5, [3, .. shape]);
        var together = Sample.Run(gradient, ("x", examples));
        for (var i = 0; i < 3; i++)
        {
            var alone = Sample.Run(gradient, ("x", examples.Rows(i, 1)));
            Part(together["y"], i).ShouldBeCloseTo(alone["y"], 1e-6, $"example {i}");
            Part(together["gradient/x"], i).ShouldBeCloseTo(alone["gradient/x"], 1e-6, $"gradient of example {i}");
        }
    }

    private static double[] Part(double[] values, int which) => [.. values.Chunk(values.Length / 3).ElementAt(which)];
}
