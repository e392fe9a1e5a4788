namespace Ascribe.Metrics.Tests;

public sealed class RealModelTests
{
    [Fact]
    public void SqueezeNet_LosesItsClassFasterByContributionsThanAgainstThem()
    {
        using var network = Network.Load(SharedData.Model("squeezenet1.1-imagenet"));
        var x = SmallModels.Random(61, 1, 3, 224, 224);
        var question = Question.About(network, x);
        var attribution = new IntegratedGradients { Steps = 5 }.Explain(network, question);
        var feature = attribution.Values.Keys.Single();
        var values = attribution.Values[feature];
        var opposite = attribution with
        {
            Values = attribution.Values.SetItem(
                feature,
                Tensor.Of(values.ToFloats().Select(v => -v).ToArray(), values.Shape.AsSpan())
            ),
        };
        var score = new Deletion { Steps = 10 };
        var deleted = score.Evaluate(network, question, attribution);
        deleted.Evaluations.ShouldBe(11);
        deleted.Values[0].ShouldBeLessThan(score.Evaluate(network, question, opposite).Values[0]);
        // The middle of the curve, by a run of the model as it was loaded.
        var byPixel = values.ToDoubles().Chunk(224 * 224).Aggregate((a, b) => [.. a.Zip(b, (p, q) => p + q)]);
        var removed = Scored.Ranked(byPixel).Take(224 * 224 / 2).ToHashSet();
        var mixed = x.ToFloats().Select((v, i) => removed.Contains(i % (224 * 224)) ? 0 : v).ToArray();
        var run = network.Run(Question.About(network, Tensor.Of(mixed, 1, 3, 224, 224)).Inputs);
        var expected = run[0].Value.ToDoubles()[attribution.Entries[0]];
        deleted.Curves[0].Values[5].ShouldBe(expected, 1e-3 * Math.Abs(expected));
    }
}
