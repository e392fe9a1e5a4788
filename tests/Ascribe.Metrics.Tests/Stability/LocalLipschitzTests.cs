using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Metrics.Tests.Stability;

public sealed class LocalLipschitzTests
{
    private static Saliency Gradient { get; } = new() { Absolute = false };

    [Fact]
    public void GradientOfALinearTarget_IsConstant()
    {
        using var linear = Scored.Linear([1, -2, 3], [1, 2, 3]);
        linear.By(new LocalLipschitz(Gradient), linear.Explain(Gradient)).Values.ShouldBe([0]);
    }

    [Fact]
    public void GradientOfSquares_MovesTwiceAsFastAsTheInput()
    {
        using var squares = Squares([1, 1, 1]);
        var score = new LocalLipschitz(Gradient) { Radius = 0.5, Samples = 4 };
        squares.By(score, squares.Explain(Gradient)).Values.ShouldBe([2, 2], 1e-5);
    }

    [Fact]
    public void GradientOfWeightedSquares_IsTheLargestOfBruteForce()
    {
        double[] weights = [1, 5, -3];
        using var squares = Squares([.. weights.Select(w => (float)w)]);
        var random = new Random(7);
        var fastest = Enumerable
            .Range(0, 6)
            .Max(_ =>
            {
                double[] move = [.. Enumerable.Range(0, 3).Select(_ => 0.5 * (2 * random.NextDouble() - 1))];
                return Math.Sqrt(move.Zip(weights, (m, w) => Math.Pow(2 * w * m, 2)).Sum() / move.Sum(m => m * m));
            });
        var score = new LocalLipschitz(Gradient) { Radius = 0.5, Samples = 6 };
        squares
            .By(score, squares.Explain(Gradient), new Execution { Seed = 7 })
            .Values.ShouldBe([fastest, fastest], 1e-4);
        fastest.ShouldBeInRange(2, 10);
    }

    [Fact]
    public void RadiusBelowThePrecision_MovesNothing()
    {
        using var squares = Squares([1, 1, 1]);
        var result = squares.By(
            new LocalLipschitz(Gradient) { Radius = 1e-12, Samples = 1 },
            squares.Explain(Gradient)
        );
        result.Values[0].ShouldBe(double.NaN);
        result.Warnings.Single().Text.ShouldContain("no input moved");
    }

    private static Scored Squares(float[] weights) =>
        Scored.Of(
            SmallModels.Of(b =>
            {
                var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
                return ReduceSum(x * x * b.Constant(Tensor.Vector(weights)), [1], keepDims: false);
            }),
            "x",
            Tensor.Of([1f, 2, 2, 3, 1, 4], 2, 3),
            Target.At()
        );
}
