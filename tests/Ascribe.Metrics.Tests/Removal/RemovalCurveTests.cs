using Ascribe.Onnx;
using Ascribe.Players;
using static Ascribe.Onnx.Op;

namespace Ascribe.Metrics.Tests.Removal;

public sealed class RemovalCurveTests
{
    [Fact]
    public void LinearTarget_FallsByWhatIsTakenAway()
    {
        using var linear = Scored.Linear([1, 2, 3, 4], [1, 1, 1, 1]);
        var attribution = linear.Saying(1, 2, 3, 4);
        var deleted = linear.By(new Deletion(), attribution);
        deleted.Curves.Single().Positions.ShouldBe([0, 0.25, 0.5, 0.75, 1]);
        deleted.Curves.Single().Values.ShouldBe([10, 6, 3, 1, 0]);
        deleted.Values.ShouldBe([3.75]);
        deleted.Evaluations.ShouldBe(5);
        var inserted = linear.By(new Insertion(), attribution);
        inserted.Curves.Single().Values.ShouldBe([0, 4, 7, 9, 10]);
        inserted.Values.ShouldBe([6.25]);
    }

    [Fact]
    public void Normalized_RunsBetweenBaselineAndExample()
    {
        using var linear = Scored.Linear([1, 2, 3, 4], [1, 1, 1, 1], [2, 2, 2, 2]);
        var attribution = linear.Saying(1, 2, 3, 4, 2, 4, 6, 8);
        linear.By(new Deletion { Normalized = true }, attribution).Values.ShouldBe([0.375, 0.375], 1e-12);
        linear.By(new Insertion { Normalized = true }, attribution).Values.ShouldBe([0.625, 0.625], 1e-12);
    }

    [Fact]
    public void Normalized_WhereTheTargetNeverChanges_IsNaNAndSaysWhy()
    {
        using var linear = Scored.Linear([1, 1], [0, 0], [1, 1]);
        var result = linear.By(new Deletion { Normalized = true }, linear.Saying(1, 2, 1, 2));
        result.Values[0].ShouldBe(double.NaN);
        result.Values[1].ShouldBe(0.5);
        var warning = result.Warnings.Single();
        warning.Kind.ShouldBe(WarningKind.UndefinedScore);
        warning.Examples.ShouldBe([0]);
        result.Mean.Missing.ShouldBe(1);
    }

    [Theory]
    [InlineData(1, new[] { 0.0, 1 })]
    [InlineData(2, new[] { 0, 0.5, 1 })]
    [InlineData(3, new[] { 0, 0.25, 0.75, 1 })]
    [InlineData(99, new[] { 0, 0.25, 0.5, 0.75, 1 })]
    public void Steps_SpreadOverThePlayers(int steps, double[] positions)
    {
        using var linear = Scored.Linear([1, 2, 3, 4], [1, 1, 1, 1]);
        linear
            .By(new Deletion { Steps = steps }, linear.Saying(1, 2, 3, 4))
            .Curves.Single()
            .Positions.ShouldBe(positions);
    }

    [Fact]
    public void Pixels_AreReplacedAsBruteForceDoes()
    {
        using var pictures = Scored.Pictures(2);
        var attribution = pictures.Explain();
        var score = new Deletion { Steps = 8, Replacement = Baseline.Constant(-0.5) };
        var curves = pictures.By(score, attribution).Curves;
        for (var e = 0; e < 2; e++)
        {
            var row = pictures.Row(e);
            var ranked = Scored.Ranked(Pictures.ByPixel(attribution.Values["x"].Rows(e, 1).ToDoubles()));
            var expected = Enumerable
                .Range(0, 9)
                .Select(i => pictures.Run(Pictures.Without(row, ranked.Take(8 * i), -0.5))[1]);
            Distance.Largest(curves[e].Values.AsSpan(), [.. expected]).ShouldBeLessThan(1e-5);
        }
    }

    [Fact]
    public void Batch_IsScoredLikeItsExamplesAlone()
    {
        using var pictures = Scored.Pictures(3);
        var score = new Insertion { Steps = 5 };
        var together = pictures.By(score, pictures.Explain()).Values;
        for (var e = 0; e < 3; e++)
        {
            var alone = pictures.Single(e);
            alone.By(score, alone.Explain()).Values.Single().ShouldBe(together[e], 1e-6);
        }
    }

    [Fact]
    public void Layer_IsScoredLikeTheInputOfWhatLiesBehindIt()
    {
        var x = SmallModels.Random(41, 2, 4);
        using var whole = Scored.Of(SmallModels.Smooth, "hidden", x, Target.Class(1));
        var hidden = whole.Explain(new Activation()).Values["hidden"];
        using var behind = Scored.Of(
            SmallModels.Of(b =>
                MatMul(b.Input("x", ElementType.Float32, Dim.Batch, 5), SmallModels.Weights(b, 5, 5, 2))
            ),
            "x",
            hidden,
            Target.Class(1)
        );
        foreach (var score in new Score[] { new Deletion(), new Insertion(), new SensitivityN(), new Infidelity() })
            whole
                .By(score, whole.Explain())
                .Values.ShouldBe(behind.By(score, behind.Explain()).Values, 1e-5, score.Name);
    }

    [Fact]
    public void MapsOfOneChannel_CountForAllChannelsOfAPixel()
    {
        using var pictures = Scored.Pictures(1, "relu1");
        var map = pictures.Explain(new GradCam());
        map.Values["relu1"].Shape.ShouldBe([1, 1, 8, 8]);
        var ranked = Scored.Ranked(map.Values["relu1"].ToDoubles());
        var curve = pictures.By(new Deletion { Steps = 64, Players = PlayerDivision.Pixels }, map).Curves.Single();
        // The map spread over the four channels by hand.
        var spread = map with
        {
            Values = map.Values.SetItem(
                "relu1",
                Tensor.Of(Enumerable.Repeat(map.Values["relu1"].ToFloats(), 4).SelectMany(m => m).ToArray(), 1, 4, 8, 8)
            ),
        };
        pictures
            .By(new Deletion { Steps = 64, Players = PlayerDivision.Pixels }, spread)
            .Curves.Single()
            .Values.ShouldBe(curve.Values);
        ranked.Distinct().Count().ShouldBe(64);
    }

    [Fact]
    public void Progress_ReachesItsTotal_AndCancellationEndsTheWork()
    {
        using var pictures = Scored.Pictures(2);
        var attribution = pictures.Explain();
        var told = new List<Progress>();
        using var source = new CancellationTokenSource();
        var telling = new Execution
        {
            MicroBatch = 2,
            Workers = 1,
            Progress = new Told(told.Add),
        };
        var result = pictures.By(new Deletion { Steps = 9 }, attribution, telling);
        told[^1].ShouldBe(new Progress(20, 20));
        told.Count.ShouldBe(10);
        result.Evaluations.ShouldBe(20);
        var cancelling = telling with { Progress = new Told(_ => source.Cancel()) };
        Should.Throw<OperationCanceledException>(() =>
            new Deletion().Evaluate(pictures.Network, pictures.Question, attribution, cancelling, source.Token)
        );
    }

    private sealed class Told(Action<Progress> take) : IProgress<Progress>
    {
        public void Report(Progress value) => take(value);
    }
}
