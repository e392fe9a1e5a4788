using System.Collections.Immutable;
using Ascribe.Onnx;

namespace Ascribe.Tests.Baselines;

public sealed class FeatureBaselinesTests
{
    private static readonly ImmutableDictionary<string, Baseline> OfLayer = ImmutableDictionary<
        string,
        Baseline
    >.Empty.Add("relu1", Baseline.Constant(3));

    [Fact]
    public void EachFeature_HasItsOwn_AndQuestionsMayBeAboutSome()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(3, 2, 2, 8, 8)) with { Features = ["relu1"] };
        var two = Baseline.ByFeature(OfLayer.Add("elsewhere", Baseline.Zero));
        network.Baselines(question with { Baseline = two })["relu1"].ToDoubles().ShouldAllBe(b => b == 3);
    }

    [Fact]
    public void Others_HaveTheOther_OrAreToldThatThereIsNone()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(3, 2, 2, 8, 8));
        var input = network.Inputs[0].Name;
        network
            .Baselines(question with { Baseline = Baseline.ByFeature(OfLayer, Baseline.Constant(7)) })[input]
            .ToDoubles()
            .ShouldAllBe(b => b == 7);
        Should
            .Throw<ModelException>(() => network.Baselines(question with { Baseline = Baseline.ByFeature(OfLayer) }))
            .Message.ShouldBe($"there is no baseline for '{input}', but for relu1.");
    }
}
