using Ascribe.Onnx;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

public sealed class NeutralBaselineTests
{
    [Fact]
    public void Neutral_OfALinearTarget_LiesWhereTheLineSays()
    {
        // f = x₀ + 2x₁: from (2, 4) towards 0 it falls from 10 to 0 and is 3 at three tenths of the way from 0.
        var site = Site.Of(Tensor.Of([2.0, 4.0], 1, 2), new LinearTarget([1, 2]));
        Distance
            .Largest(
                new NeutralBaseline { Decision = 3 }
                    .Of(site)
                    .ToDoubles(),
                [0.6, 1.2]
            )
            .ShouldBeLessThan(1e-9);
        var towards = new NeutralBaseline { Decision = 11, Towards = Baseline.Constant(10) };
        var way = 1.0 / 20;
        Distance.Largest(towards.Of(site).ToDoubles(), [2 + 8 * way, 4 + 6 * way]).ShouldBeLessThan(1e-9);
    }

    [Fact]
    public void Neutral_OfMeanScores_TakesTheShareOfEachExamplesOwn()
    {
        var site = Site.Of(Tensor.Of([2.0, 4.0, 3.0, 1.0], 2, 2), new LinearTarget([1, 2]));
        // The target reads the mean score of example 0 as 8, that of example 1 as 4.
        var found = new NeutralBaseline { MeanScores = [8, 4] }
            .Of(site)
            .ToDoubles();
        Distance.Largest(found, [0.48, 0.96, 0.72, 0.24]).ShouldBeLessThan(1e-9);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("relu1")]
    [InlineData("features")]
    public void Neutral_AtALayer_HitsTheDecisionValue(string layer)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(1, 5, 2, 8, 8)) with { Features = [layer] };
        double[] means = [0.02, 0.05, 0.01];
        var neutral = new NeutralBaseline { MeanScores = [.. means] };
        var report = BaselineReport.Of(network, question, [neutral])[0];
        var entries = Integrate(SmallModels.Cnn, question, steps: 1).Entries;
        for (var e = 0; e < 5; e++)
        {
            report.BaselineOutput[e].ShouldBe(0.3 * means[entries[e]], 1e-7);
            report.Output[e].ShouldBeGreaterThan(0.3 * means[entries[e]]);
        }
    }

    [Fact]
    public void Neutral_OfSeveralCrossings_IsTheNearest()
    {
        // x³ − x is 0 at 1, 0 and −1; from 1.5 towards −1.5 the first of them is 1.
        var model = SmallModels.Of(b =>
        {
            var x = b.Input("x", ElementType.Float64, Dim.Batch, 1);
            return x * x * x - x;
        });
        using var network = new Network(model);
        var question = Question.About(network, Tensor.Of([1.5], 1, 1)) with
        {
            Baseline = new NeutralBaseline { Decision = 0, Towards = Baseline.Constant(-1.5) },
        };
        network.Baselines(question)["x"].ToDoubles()[0].ShouldBe(1, 1e-8);
    }

    [Fact]
    public void Neutral_WhereTheWayDoesNotPassTheValue_IsRefused()
    {
        var site = Site.Of(Tensor.Of([2.0, 4.0], 1, 2), new LinearTarget([1, 2]));
        var message = Should.Throw<ModelException>(() => new NeutralBaseline { Decision = 11 }.Of(site)).Message;
        message.ShouldContain("from 0 to 10");
        message.ShouldContain("11");
        message.ShouldNotContain('\n');
    }

    [Fact]
    public void Neutral_WithoutADecision_IsWhereTheShareOfTheOutputIsLeft()
    {
        var site = Site.Of(Tensor.Of([2.0, 4.0], 1, 2), new LinearTarget([1, 2]));
        var neutral = new NeutralBaseline().Of(site).ToDoubles();
        neutral[0].ShouldBe(0.6, 1e-8);
        neutral[1].ShouldBe(1.2, 1e-8);
    }

    [Fact]
    public void Neutral_OfTwoDecisions_IsRefused()
    {
        var site = Site.Of(Tensor.Of([2.0, 4.0], 1, 2), new LinearTarget([1, 2]));
        var both = new NeutralBaseline { Decision = 1, MeanScores = [1] };
        Should.Throw<ModelException>(() => both.Of(site)).Message.ShouldContain("either");
        var none = new NeutralBaseline { Decision = 1, Points = 0 };
        Should.Throw<ModelException>(() => none.Of(site)).Message.ShouldContain("1 point");
    }

    [Fact]
    public void MeanScores_OfAnotherNumberOfClasses_AreRefused()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(1, 1, 2, 8, 8)) with
        {
            Baseline = new NeutralBaseline { MeanScores = [1, 2] },
        };
        Should.Throw<ModelException>(() => network.Baselines(question)).Message.ShouldContain("2 scores");
    }
}
