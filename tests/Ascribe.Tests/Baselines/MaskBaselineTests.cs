using Ascribe.Onnx;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

public sealed class MaskBaselineTests
{
    private static readonly Tensor Pictures = SmallModels.Random(21, 8, 2, 8, 8);

    public static TheoryData<string> Layers => ["x", "conv1", "relu1", "pool1", "relu2", "features"];

    [Fact]
    public void QuadraticMasks_OfALinearTarget_SolveBothProblems()
    {
        var value = SmallModels.Random(1, 1, 3, 2, 4);
        var (a, w) = (value.ToDoubles(), SmallModels.Random(2, 24).ToDoubles());
        var target = new LinearTarget(w, 0.7);
        var masks = new QuadraticMask().Masks(Site.Of(value, target));
        target.Evaluations.ShouldBe(1);
        var f = 0.7 + a.Zip(w, (x, y) => x * y).Sum();
        var byPosition = Enumerable
            .Range(0, 8)
            .Select(p => Enumerable.Range(0, 3).Sum(c => a[8 * c + p] * w[8 * c + p]));
        var byChannel = Enumerable
            .Range(0, 3)
            .Select(c => Enumerable.Range(0, 8).Sum(p => a[8 * c + p] * w[8 * c + p]));
        var q = f - 0.7;
        var least = Math.Min(q * q, f * f);
        var spatial = BoxedQuadratic.Minimize([.. byPosition], f, 0.08 * least / 8);
        var channel = BoxedQuadratic.Minimize([.. byChannel], f, 0.1 * least / 3);
        masks.Spatial.Shape.ShouldBe([1, 2, 4]);
        masks.Channel!.Shape.ShouldBe([1, 3]);
        Distance.Largest(masks.Spatial.ToDoubles(), spatial).ShouldBeLessThan(1e-6);
        Distance.Largest(masks.Channel!.ToDoubles(), channel).ShouldBeLessThan(1e-6);
        var product = a.Select((x, e) => x * Math.Min(spatial[e % 8], channel[e / 8])).ToArray();
        Distance.Largest(masks.Product.ToDoubles(), product).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void Masks_OfAFeatureWithoutPositions_AreOneOverItsElements()
    {
        var value = SmallModels.Random(3, 2, 5);
        var masks = new QuadraticMask().Masks(Site.Of(value, new LinearTarget([1, -2, 3, 0.5, 2], 1)));
        masks.Spatial.Shape.ShouldBe([2, 5]);
        masks.Channel.ShouldBeNull();
        var product = value.ToDoubles().Zip(masks.Spatial.ToDoubles(), (a, s) => a * s).ToArray();
        Distance.Largest(masks.Product.ToDoubles(), product).ShouldBeLessThan(1e-7);
    }

    [Fact]
    public void Masks_WithChannelsLast_AreThoseOfTheTurnedFeature()
    {
        var first = SmallModels.Random(4, 1, 3, 4);
        var weights = SmallModels.Random(5, 12).ToDoubles();
        var order = Enumerable.Range(0, 12).Select(i => i % 3 * 4 + i / 3).ToArray();
        var turned = Tensor.Of([.. order.Select(i => first.ToFloats()[i])], 1, 4, 3);
        var expected = new QuadraticMask().Masks(Site.Of(first, new LinearTarget(weights, 0.4)));
        var found = new QuadraticMask { ChannelAxis = 2 }.Masks(
            Site.Of(turned, new LinearTarget([.. order.Select(i => weights[i])], 0.4))
        );
        Distance.Largest(found.Spatial.ToDoubles(), expected.Spatial.ToDoubles()).ShouldBeLessThan(1e-6);
        Distance.Largest(found.Channel!.ToDoubles(), expected.Channel!.ToDoubles()).ShouldBeLessThan(1e-6);
    }

    [Fact]
    public void OptimizedMasks_OfALinearTarget_ComeToTheQuadraticOnes()
    {
        // The quadratic problem is the problem itself there.
        var value = SmallModels.Random(6, 2, 3, 2, 4);
        var target = new LinearTarget(SmallModels.Random(7, 24).ToDoubles(), 3);
        var slow = new OptimizedMask
        {
            LearningRate = 0.005,
            MostSteps = 4000,
            Tolerance = 0,
        };
        var found = slow.Masks(Site.Of(value, target));
        var exact = new QuadraticMask().Masks(Site.Of(value, target));
        Distance.Largest(found.Spatial.ToDoubles(), exact.Spatial.ToDoubles()).ShouldBeLessThan(0.01);
        Distance.Largest(found.Channel!.ToDoubles(), exact.Channel!.ToDoubles()).ShouldBeLessThan(0.01);
    }

    [Fact]
    public void OptimizedMasks_StopWhenTheLossRests()
    {
        var value = SmallModels.Random(8, 1, 3, 2, 4);
        var target = new LinearTarget(new double[24], 3);
        // A target that nothing changes: the loss rests from the first step on, and ten more are waited for.
        new OptimizedMask()
            .Masks(Site.Of(value, target))
            .Spatial.ToDoubles()
            .ShouldAllBe(s => s == 1);
        target.Evaluations.ShouldBe(1 + 2 * 11);
        var other = new LinearTarget(SmallModels.Random(7, 24).ToDoubles(), 3);
        new OptimizedMask { MostSteps = 3 }.Masks(Site.Of(value, other));
        other.Evaluations.ShouldBe(1 + 2 * 3);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void OptimizedMasks_AtALayer_LieInTheBoxAndSilenceTheTarget(string layer)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, Pictures) with { Features = [layer] };
        var report = BaselineReport.Of(network, question, [new OptimizedMask()])[0];
        report.Fits.ShouldAllBe(fit => fit.SpatialMean > 0 && fit.SpatialMean < 1);
        report.Fits.ShouldAllBe(fit => fit.ChannelMean == null == (layer == "features"));
        report.Fits.ShouldAllBe(fit => fit.ChannelMean == null || (fit.ChannelMean > 0 && fit.ChannelMean < 1));
        var left = report.BaselineOutput.Zip(report.Output, (masked, whole) => Math.Abs(masked / whole)).ToArray();
        left.Average().ShouldBeLessThan(0.25);
        left.Max().ShouldBeLessThan(0.5);
    }

    [Fact]
    public void OptimizedMasks_WhateverTheWorkers_AreTheSameToTheBit()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, Pictures) with { Baseline = new OptimizedMask() };
        var one = network.Baselines(question, new Execution { Workers = 1 })["x"];
        var four = network.Baselines(question, new Execution { Workers = 4 })["x"];
        four.ContentEquals(one).ShouldBeTrue();
        network.Baselines(question, new Execution { Workers = 4 })["x"].ContentEquals(four).ShouldBeTrue();
    }

    [Fact]
    public void OptimizedMasks_OfEightExamples_AreThoseOfEachAloneToTheBit()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, Pictures) with { Baseline = new OptimizedMask() };
        var together = network.Baselines(question)["x"];
        for (var e = 0; e < 8; e++)
        {
            var alone = Question.About(network, Pictures.Rows(e, 1)) with { Baseline = question.Baseline };
            network.Baselines(alone)["x"].ContentEquals(together.Rows(e, 1)).ShouldBeTrue();
        }
    }

    [Fact]
    public void Masks_OfTwoFeatures_HoldTheOtherAtTheExample()
    {
        // y = Σ a·b: under a mask of a, b stays what it is.
        var model = SmallModels.Of(b =>
        {
            var left = b.Input("a", ElementType.Float32, Dim.Batch, 4);
            var right = b.Input("b", ElementType.Float32, Dim.Batch, 4);
            return Op.ReduceSum(left * right, [1], keepDims: false);
        });
        using var network = new Network(model);
        var (a, b) = (SmallModels.Random(9, 3, 4), SmallModels.Random(10, 3, 4));
        var question = new Question(Inputs(("a", a), ("b", b)))
        {
            Target = Target.At(),
            Baseline = new QuadraticMask(),
        };
        var found = network.Baselines(question);
        for (var e = 0; e < 3; e++)
        {
            var held = new LinearTarget(b.Rows(e, 1).ToDoubles());
            var expected = new QuadraticMask().Of(Site.Of(a.Rows(e, 1), held)).ToDoubles();
            Distance.Largest(found["a"].Rows(e, 1).ToDoubles(), expected).ShouldBeLessThan(1e-6);
        }
    }

    [Theory]
    [InlineData(-0.1, 0.1, 0.05, 500, "penalties")]
    [InlineData(0.1, double.NaN, 0.05, 500, "penalties")]
    [InlineData(0.1, 0.1, 0, 500, "rate 0")]
    [InlineData(0.1, 0.1, 0.05, 0, "0 steps")]
    public void OptimizedMasks_OfSettingsWithoutSense_AreRefused(
        double spatial,
        double channel,
        double rate,
        int steps,
        string said
    )
    {
        var baseline = new OptimizedMask
        {
            SpatialPenalty = spatial,
            ChannelPenalty = channel,
            LearningRate = rate,
            MostSteps = steps,
        };
        var site = Site.Of(SmallModels.Random(11, 1, 2, 2, 2), new LinearTarget(new double[8]));
        Should.Throw<ModelException>(() => baseline.Of(site)).Message.ShouldContain(said);
    }

    [Fact]
    public void Masks_OfATargetThatIsNotFinite_AreRefused()
    {
        var site = Site.Of(SmallModels.Random(12, 2, 2), new LinearTarget([1, double.PositiveInfinity]));
        Should
            .Throw<ModelException>(() => new QuadraticMask().Of(site))
            .Message.ShouldContain("not finite at example 0");
    }
}
