using Ascribe.Onnx;
using static Ascribe.Onnx.Op;

namespace Ascribe.Metrics.Tests.Removal;

public sealed class IdentificationAccuracyTests
{
    /// <summary>Scores [x₀ + x₁ + x₂, 1.5]: the first class wins while two of three ones are left.</summary>
    private static Model Majority { get; } =
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 3);
            var sum = ReduceSum(x, [1], keepDims: true);
            return Concat([sum, sum * 0 + 1.5], 1);
        });

    /// <summary>Scores [Σ x², 36] of a picture: the first class wins while enough of it is left.</summary>
    private static Model Energy { get; } =
        SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float32, Dim.Batch, 2, 8, 8);
            var sum = Reshape(ReduceSum(x * x, [1, 2, 3], keepDims: false), -1, 1);
            return Concat([sum, sum * 0 + 36], 1);
        });

    [Fact]
    public void Decision_ThatFallsWithTheSecondPixel_StandsHalfTheTime()
    {
        using var scored = Scored.Of(Majority, "x", Tensor.Of([1f, 1, 1], 1, 3), Target.Class(0));
        var result = scored.By(new IdentificationAccuracy(), scored.Saying(3, 2, 1));
        result.Curves.Single().Positions.ShouldBe([0, 1, 2, 3]);
        result.Curves.Single().Values.ShouldBe([1, 1, 0, 0]);
        result.Values.ShouldBe([0.5]);
        result.Evaluations.ShouldBe(4);
    }

    [Fact]
    public void Decision_ThatNothingChanges_StandsAlways()
    {
        using var scored = Scored.Of(Majority, "x", Tensor.Of([0f, 0.5f, 0], 1, 3), Target.Top);
        scored.By(new IdentificationAccuracy { Pixels = 2 }, scored.Saying(3, 2, 1)).Values.ShouldBe([1]);
    }

    [Fact]
    public void Threshold_DecidesAboutASingleNumber()
    {
        using var linear = Scored.Linear([4, 2, 1], [1, 1, 1], [1, 0, 0]);
        var attribution = linear.Saying(4, 2, 1, 4, 0, 0);
        // 7, 3, 1, 0 and 4, 0, 0, 0 against 2.
        linear.By(new IdentificationAccuracy { Threshold = 2 }, attribution).Values.ShouldBe([0.5, 0.25]);
        var undecided = linear.By(new IdentificationAccuracy(), attribution);
        undecided.Values.ShouldAllBe(v => double.IsNaN(v));
        undecided.Warnings.Single().Kind.ShouldBe(WarningKind.UndefinedScore);
        undecided.Warnings.Single().Text.ShouldContain("threshold");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Patches_RemoveWhatBruteForceRemoves(int patch)
    {
        using var scored = Scored.Of(Energy, "x", SmallModels.Random(31, 3, 2, 8, 8), Target.Class(0));
        var pictures = scored with { Question = scored.Question with { Baseline = Baseline.Constant(0.25) } };
        var attribution = pictures.Explain();
        var score = new IdentificationAccuracy { Pixels = 20, Patch = patch };
        var curves = pictures.By(score, attribution).Curves;
        for (var e = 0; e < 3; e++)
        {
            var row = pictures.Row(e);
            var ranked = Scored.Ranked(Pictures.ByPixel(attribution.Values["x"].Rows(e, 1).ToDoubles()));
            var decision = Decision(pictures.Run(row));
            for (var k = 0; k <= 20; k++)
            {
                var removed = ranked.Take(k).SelectMany(p => Around(p, patch));
                var stands = Decision(pictures.Run(Pictures.Without(row, removed, 0.25))) == decision;
                curves[e].Values[k].ShouldBe(stands ? 1 : 0, $"example {e}, {k} pixels");
            }
        }
        curves.SelectMany(c => c.Values).ShouldContain(0);
    }

    [Fact]
    public void Patch_WithoutAPicture_IsRefused()
    {
        using var linear = Scored.Linear([1, 2], [1, 1]);
        var score = new IdentificationAccuracy { Patch = 1, Threshold = 0 };
        Should
            .Throw<ModelException>(() => linear.By(score, linear.Saying(1, 2)))
            .Message.ShouldContain("no pixels of a picture");
    }

    private static int Decision(double[] scores) => Array.IndexOf(scores, scores.Max());

    /// <summary>The area of a side of patch + 1 with the pixel in its middle, or one further up and left where there is no middle.</summary>
    private static IEnumerable<int> Around(int pixel, int patch) =>
        Enumerable
            .Range(0, Pictures.Pixels)
            .Where(p => Reaches(p / 8 - pixel / 8, patch) && Reaches(p % 8 - pixel % 8, patch));

    private static bool Reaches(int offset, int patch) => 2 * offset >= -patch && 2 * offset <= patch + patch % 2;
}
