using System.Collections.Immutable;
using Ascribe.Onnx;
using Ascribe.Pruning;

namespace Ascribe.Tests.Pruning;

public sealed class ChannelScoringTests
{
    private static readonly ImmutableArray<LabeledBatch> Batches =
    [
        new(Asking.Inputs(("x", SmallModels.Random(71, 3, 2, 8, 8))), [0, 2, 0]),
        new(Asking.Inputs(("x", SmallModels.Random(72, 2, 2, 8, 8))), [1, 2]),
    ];

    [Fact]
    public void Attributions_AreSummedOverPositionsAndExamplesOfTheirOwnClass()
    {
        using var network = new Network(SmallModels.Cnn);
        var method = new GradientTimesInput();
        var scores = new AttributionScoring(method, Batches).Score(network, ["relu1", "features"]);
        var (relu, features) = (new double[4], new double[6]);
        foreach (
            var (batch, example) in Batches.SelectMany(b => Enumerable.Range(0, b.Classes.Length).Select(e => (b, e)))
        )
        {
            var question = new Question(Asking.Inputs(("x", batch.Inputs["x"].Rows(example, 1))))
            {
                Target = Target.Class(batch.Classes[example]),
            };
            var atRelu = method.Explain(network, question with { Features = ["relu1"] }).Of("relu1");
            var atFeatures = method.Explain(network, question with { Features = ["features"] }).Of("features");
            for (var i = 0; i < atRelu.Length; i++)
                relu[i / 64] += atRelu[i];
            for (var i = 0; i < 6; i++)
                features[i] += atFeatures[i];
        }
        Distance.Largest([.. scores.ByLayer["relu1"]], relu).ShouldBeLessThan(1e-5);
        Distance.Largest([.. scores.ByLayer["features"]], features).ShouldBeLessThan(1e-5);
    }

    [Fact]
    public void Magnitudes_AreSumsOfAbsoluteWeights()
    {
        using var network = new Network(SmallModels.Cnn);
        var scores = new MagnitudeScoring().Score(network, ["conv1", "relu1"]);
        var weights = SmallModels.Random(1, 4, 2, 3, 3).ToDoubles();
        var expected = weights.Chunk(18).Select(filter => filter.Sum(Math.Abs)).ToArray();
        Distance.Largest([.. scores.ByLayer["conv1"]], expected).ShouldBeLessThan(1e-6);
        scores.ByLayer["relu1"].ShouldBe(scores.ByLayer["conv1"]);
    }

    [Fact]
    public void RandomScores_FollowTheSeed()
    {
        using var network = new Network(SmallModels.Cnn);
        ImmutableArray<double> Drawn(int seed) =>
            new RandomScoring().Score(network, ["conv2"], new Execution { Seed = seed }).ByLayer["conv2"];
        Drawn(1).ShouldBe(Drawn(1));
        Drawn(1).ShouldNotBe(Drawn(2));
        Drawn(1).Length.ShouldBe(6);
    }

    [Fact]
    public void LeastChannels_GoFirst_AndTiedLayersAddUp()
    {
        var groups = ChannelGroups.Of(PruningCases.All["residual"].Whole);
        var scores = Scores(("c", [1, 2, 3, 4]), ("d", [0, 9, -1, 0]));
        scores.Of(groups[0]).ShouldBe([1, 11, 2, 4]);
        var kept = scores.Kept(groups, Rates(("c", 0.5)));
        kept["c"].ShouldBe([1, 3]);
        kept["d"].ShouldBe([1, 3]);
        scores.Least(groups[0], 0.99).ShouldBe([0, 2, 3]);
    }

    [Fact]
    public void BadRates_AreRefused()
    {
        var groups = ChannelGroups.Of(PruningCases.All["residual"].Whole);
        var scores = Scores(("c", [1, 2, 3, 4]));
        Complaint(("c", 1.0)).ShouldBe("the rate of 'c' is 1; it has to be from 0 up to below 1.");
        Complaint(("c", 0.5), ("d", 0.25)).ShouldContain("'c' and 'd' are tied");
        Complaint(("f", 0.5)).ShouldContain("no such layer can be pruned. Similar names: c, d");

        string Complaint(params (string, double)[] rates) =>
            Should.Throw<ModelException>(() => scores.Kept(groups, Rates(rates))).Message;
    }

    [Fact]
    public void ClassesThatDoNotFitTheExamples_AreRefused()
    {
        using var network = new Network(SmallModels.Cnn);
        var batch = Batches[0] with { Classes = [0] };
        Should
            .Throw<ModelException>(() =>
                new AttributionScoring(new GradientTimesInput(), [batch]).Score(network, ["relu1"])
            )
            .Message.ShouldBe("there are 1 classes, but 'x' is float[3,2,8,8]: one class each.");
    }

    private static ChannelScores Scores(params (string Layer, double[] Scores)[] scores) =>
        new(scores.ToImmutableSortedDictionary(s => s.Layer, s => s.Scores.ToImmutableArray(), StringComparer.Ordinal));

    private static ImmutableDictionary<string, double> Rates(params (string Layer, double Rate)[] rates) =>
        rates.ToImmutableDictionary(r => r.Layer, r => r.Rate, StringComparer.Ordinal);
}
