using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.Annotations;

public class PointingGameTests
{
    [Fact]
    public void Maximum_OfEqualNumbers_IsTheFirst()
    {
        PointingGame
            .Maximum(
                new double[,]
                {
                    { -3, -1 },
                    { -2, -1 },
                }
            )
            .ShouldBe((0, 1));
        PointingGame.Maximum(new double[2, 3]).ShouldBe((0, 0));
    }

    [Fact]
    public void Hits_WithoutTolerance_IsWhetherThePixelBelongsToTheObject()
    {
        var mask = Drawing.Mask("..#", ".##").ToArray();
        for (var row = 0; row < 2; row++)
        for (var column = 0; column < 3; column++)
            PointingGame.Hits(Spot(2, 3, row, column), mask).ShouldBe(mask[row, column]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(1000)]
    public void Hits_WithTolerance_IsTheDistanceToTheNearestPixel(double tolerance)
    {
        var random = new Random(3);
        var mask = PixelMask.Of(17, 13, (_, _) => random.Next(60) == 0).ToArray();
        var hits = 0;
        for (var row = 0; row < 13; row++)
        for (var column = 0; column < 17; column++)
        {
            var nearest = Enumerable
                .Range(0, 13 * 17)
                .Where(i => mask[i / 17, i % 17])
                .Min(i => Math.Sqrt(Math.Pow(i / 17 - row, 2) + Math.Pow(i % 17 - column, 2)));
            var hit = PointingGame.Hits(Spot(13, 17, row, column), mask, tolerance);
            hit.ShouldBe(nearest <= tolerance, $"({row}, {column}) at {nearest}");
            hits += hit ? 1 : 0;
        }
        hits.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Hits_ToleranceOfFifteen_IsADisc()
    {
        var mask = new bool[40, 40];
        mask[20, 20] = true;
        PointingGame.Hits(Spot(40, 40, 20, 5), mask, 15).ShouldBeTrue();
        PointingGame.Hits(Spot(40, 40, 20, 4), mask, 15).ShouldBeFalse();
        PointingGame.Hits(Spot(40, 40, 11, 8), mask, 15).ShouldBeTrue();
        PointingGame.Hits(Spot(40, 40, 9, 9), mask, 15).ShouldBeFalse();
    }

    [Fact]
    public void Hits_WhatCannotBe_IsAModelException()
    {
        Should
            .Throw<ModelException>(() => PointingGame.Hits(new double[2, 3], new bool[3, 2]))
            .Message.ShouldContain("3 × 2");
        Should
            .Throw<ModelException>(() => PointingGame.Hits(new double[1, 1], new bool[1, 1], -1))
            .Message.ShouldContain("-1");
        Should
            .Throw<ModelException>(() =>
                PointingGame.Maximum(
                    new double[,]
                    {
                        { 0, double.NaN },
                    }
                )
            )
            .Message.ShouldContain("column 1");
        Should.Throw<ModelException>(() => PointingGame.Maximum(new double[0, 0])).Message.ShouldContain("empty");
    }

    [Fact]
    public void Play_HeatmapOfALayer_IsScaledToThePicture()
    {
        // Two channels of a layer of 2 × 2; their sum is largest at the lower left, its magnitude at the upper right.
        var heatmap = Heatmap.Of(Tensor.Of([0f, -5f, 2f, 0f, 0f, -1f, 1f, 0f], 2, 2, 2));
        var picture = new AnnotatedPicture(
            "a.jpg",
            40,
            20,
            [new("low", new BoxRegion(0, 10, 20, 20)), new("high", new BoxRegion(20, 0, 40, 10))]
        );
        var exact = new PointingOptions { Tolerance = 0 };

        PointingGame.Play(heatmap, picture, "low", exact).ShouldBe(new("a.jpg", "low", false, true));
        PointingGame.Play(heatmap, picture, "high", exact).IsHit.ShouldBeFalse();
        PointingGame.Play(heatmap, picture, "high", exact with { ByMagnitude = true }).IsHit.ShouldBeTrue();
        PointingGame.Play(heatmap, picture, "high", new() { Tolerance = 25 }).IsHit.ShouldBeTrue();
        Should
            .Throw<ModelException>(() => PointingGame.Play(heatmap, picture, "cat"))
            .Message.ShouldContain("no object of the class 'cat'");
    }

    [Fact]
    public void IsDifficult_IsSmallAndNotAlone()
    {
        // A quarter of the picture is 25 pixels; the two cats overlap and count 24 together, though they cover 20.
        PictureObject[] cats = [new("cat", new BoxRegion(0, 0, 3, 4)), new("cat", new BoxRegion(2, 0, 5, 4))];
        var dog = new PictureObject("dog", new BoxRegion(0, 0, 5, 5));
        AnnotatedPicture With(params PictureObject[] objects) => new("a.jpg", 10, 10, [.. objects]);

        PointingGame.IsDifficult(With([.. cats, dog]), "cat").ShouldBeTrue();
        PointingGame.IsDifficult(With([.. cats, dog]), "dog").ShouldBeFalse();
        PointingGame.IsDifficult(With(cats), "cat").ShouldBeFalse();
        PointingGame.IsDifficult(With([.. cats, cats[0], dog]), "cat").ShouldBeFalse();
    }

    [Fact]
    public void Classes_WithOnlyDifficultObjects_AreNotAskedFor()
    {
        var box = new BoxRegion(0, 0, 3, 4);
        var picture = new AnnotatedPicture(
            "a.jpg",
            10,
            10,
            [new("cat", box) { MarkedDifficult = true }, new("dog", box) { MarkedDifficult = true }, new("dog", box)]
        );

        PointingGame.Classes(picture).ShouldBe(["dog"]);
    }

    [Fact]
    public void Score_IsTheMeanOverClassesAndOverAll()
    {
        PointingTrial[] trials =
        [
            new("1", "dog", false, true),
            new("2", "dog", true, true),
            new("3", "dog", false, true),
            new("4", "dog", true, false),
            new("5", "cat", true, false),
        ];

        var score = PointingScore.Of(trials);
        score.Classes.ShouldBe([new("cat", 0, 1), new("dog", 3, 1)]);
        score.Accuracy.ShouldBe(0.375);
        score.Overall.ShouldBe(0.6);
        PointingScore.OfDifficult(trials)!.Classes.ShouldBe([new("cat", 0, 1), new("dog", 1, 1)]);
        PointingScore.OfDifficult([trials[0]]).ShouldBeNull();
        Should.Throw<ModelException>(() => PointingScore.Of([])).Message.ShouldContain("without trials");
    }

    private static double[,] Spot(int rows, int columns, int row, int column)
    {
        var heatmap = new double[rows, columns];
        heatmap[row, column] = 1;
        return heatmap;
    }
}
