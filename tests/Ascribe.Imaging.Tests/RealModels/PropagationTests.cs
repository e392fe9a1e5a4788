using System.Globalization;
using Ascribe.Autodiff;
using Ascribe.Onnx;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>DeepLIFT accounts for the whole difference on real networks; a batch gets what its photos get alone.</summary>
public sealed class PropagationTests(ITestOutputHelper output)
{
    public static TheoryData<string, DeepLiftRule> Models =>
        [
            .. from model in RealModel.All
            from rule in new[] { DeepLiftRule.Rescale, DeepLiftRule.RevealCancel }
            select new TheoryDataRow<string, DeepLiftRule>(model.Name, rule),
        ];

    public static TheoryData<string> Names => [.. RealModel.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Models))]
    public void DeepLift_AccountsForTheWholeDifference(string name, DeepLiftRule rule)
    {
        var model = Chosen(name);
        using var network = Network.Load(model.Path);
        var attribution = new DeepLift { Rule = rule }.Explain(network, model.Ask(network));
        var gap = attribution.CompletenessGap.ToDoubles()[0] / model.Difference;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}, {rule}: relative gap {gap:G3}"));
        Math.Abs(gap).ShouldBeLessThan(1e-4);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void DeepLift_OfTwoPhotos_IsThatOfEachAlone(string name)
    {
        var model = Chosen(name);
        using var network = Network.Load(model.Path);
        var question = model.Ask(network);
        var input = question.Inputs.Single();
        var second = Tensor.Of(input.Value.ToFloats().Reverse().ToArray(), input.Value.Shape.AsSpan());
        var both = question with { Inputs = question.Inputs.SetItem(input.Key, Tensor.Stacked([input.Value, second])) };
        var together = new DeepLift().Explain(network, both).Values.Values.Single();
        foreach (var (row, photo) in new[] { input.Value, second }.Index())
        {
            var alone = new DeepLift().Explain(
                network,
                question with
                {
                    Inputs = question.Inputs.SetItem(input.Key, photo),
                }
            );
            var (actual, expected) = (together.Rows(row, 1).ToDoubles(), alone.Values.Values.Single().ToDoubles());
            var distance = Math.Sqrt(
                actual.Zip(expected, (a, e) => (a - e) * (a - e)).Sum() / expected.Sum(e => e * e)
            );
            distance.ShouldBeLessThan(1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Relevance_ByAComposite_IsFinite_AndWhatBiasesKeepIsSaid(string name)
    {
        var model = Chosen(name);
        using var network = Network.Load(model.Path);
        var method = new LayerwiseRelevancePropagation { Composite = LrpComposite.EpsilonPlusFlat };
        var attribution = method.Explain(network, model.Ask(network));
        var relevance = attribution.Values.Values.Single().ToDoubles();
        relevance.ShouldAllBe(r => double.IsFinite(r));
        relevance.ShouldContain(r => r != 0);
        var kept = 1 - relevance.Sum() / attribution.Output.ToDoubles()[0];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: biases kept {kept:P1}"));
    }

    /// <summary>The small ones always, the others on demand.</summary>
    private static RealModel Chosen(string name)
    {
        var model = RealModel.Named(name);
        Assert.SkipWhen(
            model.IsLarge && Environment.GetEnvironmentVariable("ASCRIBE_HEAVY") != "1",
            $"{name} is large; ASCRIBE_HEAVY=1 runs it."
        );
        return model;
    }
}
