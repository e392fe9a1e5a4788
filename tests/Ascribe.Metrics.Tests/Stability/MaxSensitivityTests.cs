using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Metrics.Tests.Stability;

public sealed class MaxSensitivityTests
{
    private static Saliency Gradient { get; } = new() { Absolute = false };

    [Fact]
    public void GradientOfALinearTarget_NeverMoves()
    {
        using var linear = Scored.Linear([1, -2, 3], [1, 2, 3]);
        var result = linear.By(new MaxSensitivity(Gradient), linear.Explain(Gradient));
        result.Values.ShouldBe([0]);
        result.Evaluations.ShouldBe(10);
    }

    [Fact]
    public void GradientOfSquares_MovesTwiceAsFarAsTheInput()
    {
        using var squares = Scored.Of(
            SmallModels.Of(b =>
            {
                var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
                return ReduceSum(x * x, [1], keepDims: false);
            }),
            "x",
            Tensor.Of([1f, 2, 2, 0, 0, 0], 2, 3),
            Target.At()
        );
        var random = new Random(9);
        var farthest = Enumerable
            .Range(0, 4)
            .Max(_ => 2 * Math.Sqrt(Enumerable.Range(0, 3).Sum(_ => Math.Pow(0.1 * (2 * random.NextDouble() - 1), 2))));
        var score = new MaxSensitivity(Gradient)
        {
            Radius = 0.1,
            Samples = 4,
            Relative = false,
        };
        var seeded = new Execution { Seed = 9 };
        squares.By(score, squares.Explain(Gradient), seeded).Values.ShouldBe([farthest, farthest], 1e-5);
        // The gradients are (2, 4, 4) and 0.
        var relative = squares.By(score with { Relative = true }, squares.Explain(Gradient), seeded);
        relative.Values[0].ShouldBe(farthest / 6, 1e-6);
        relative.Values[1].ShouldBe(double.NaN);
        relative.Warnings.Single().Examples.ShouldBe([1]);
    }

    [Fact]
    public void Target_StaysTheEntryThatWasExplained()
    {
        // Two classes that are the inputs themselves, nearly equal: a little noise changes which is the larger.
        using var pair = Scored.Of(
            SmallModels.Of(b => b.Input("x", ElementType.Float32, Dim.Batch, 2) * 1),
            "x",
            Tensor.Of([0.001f, 0, 0, 0.001f], 2, 2),
            Target.Top
        );
        var attribution = pair.Explain(Gradient);
        attribution.Values["x"].ToDoubles().ShouldBe([1, 0, 0, 1]);
        pair.By(new MaxSensitivity(Gradient) { Radius = 1, Samples = 20 }, attribution).Values.ShouldBe([0, 0]);
    }

    [Fact]
    public void Layer_AndBatch_AreScoredLikeSingles()
    {
        using var pictures = Scored.Pictures(2, "pool1");
        var method = new IntegratedGradients { Steps = 5 };
        var score = new MaxSensitivity(method) { Samples = 2 };
        var together = pictures.By(score, pictures.Explain(method)).Values;
        together.ShouldAllBe(v => v > 0);
        for (var e = 0; e < 2; e++)
        {
            var alone = pictures.Single(e);
            alone.By(score, alone.Explain(method)).Values[0].ShouldBe(together[e], 1e-5);
        }
    }

    [Fact]
    public void AttributionOfAnotherMethod_IsRefused()
    {
        using var linear = Scored.Linear([1, 2], [1, 1]);
        Should
            .Throw<ModelException>(() => linear.By(new MaxSensitivity(new Occlusion()), linear.Explain(Gradient)))
            .Message.ShouldContain("saliency");
    }
}
