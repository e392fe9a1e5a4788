using System.Collections.Immutable;

namespace Ascribe.Tests.Baselines;

/// <summary>What holds of every baseline, at the input and at every layer.</summary>
public sealed class EveryBaselineTests
{
    private static readonly Tensor Pictures = SmallModels.Random(31, 8, 2, 8, 8);

    private static readonly ImmutableArray<string> Features = ["x", "conv1", "relu1", "pool1", "relu2", "features"];

    public static TheoryData<string, string> Everywhere =>
        [.. from f in Features from b in Of([1, 1, 1, 1]).Keys where Fits(b, f) select (b, f)];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Baseline_OfEightExamples_IsThatOfEachAlone(string name, string feature)
    {
        using var network = new Network(SmallModels.Cnn);
        var together = Ask(network, Pictures, name, feature);
        for (var e = 0; e < 8; e++)
        {
            var alone = Ask(network, Pictures.Rows(e, 1), name, feature);
            var row = together.Rows(together.Shape[0] == 1 ? 0 : e, 1);
            Distance.Largest(row.ToDoubles(), alone.ToDoubles()).ShouldBeLessThan(1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public void Baseline_StandsInAnAttribution(string name, string feature)
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, Pictures.Rows(0, 2)) with { Features = [feature] };
        var baseline = Of(ShapeOf(network, feature))[name];
        var report = BaselineReport.Of(network, question, [baseline])[0];
        var attribution = Explain(baseline);
        attribution.Of(feature).ShouldBe(Explain(Baseline.Given(report.Values[feature])).Of(feature));
        Distance.Largest(attribution.BaselineOutput.ToDoubles(), report.BaselineOutput.AsSpan()).ShouldBeLessThan(1e-6);
        attribution.Provenance.Settings["baseline"].ShouldBe(baseline.ToString());

        Attribution Explain(Baseline given) =>
            new IntegratedGradients { Steps = 10 }.Explain(network, question with { Baseline = given });
    }

    /// <summary>All baselines of the table, by the names of their rows.</summary>
    private static ImmutableSortedDictionary<string, Baseline> Of(long[] shape) =>
        Site.Plain(shape)
            .Add("neutral", new NeutralBaseline { Decision = 0.01 })
            .Add("optimized-mask", new OptimizedMask())
            .Add("quadratic-mask", new QuadraticMask());

    private static bool Fits(string baseline, string feature) =>
        feature != "features" || baseline is not ("blur" or "surrounding");

    private static long[] ShapeOf(Network network, string feature) =>
        [.. network.Features(Question.About(network, Pictures) with { Features = [feature] })[feature]];

    private static Tensor Ask(Network network, Tensor pictures, string name, string feature) =>
        network.Baselines(
            Question.About(network, pictures) with
            {
                Features = [feature],
                Baseline = Of(ShapeOf(network, feature))[name],
            }
        )[feature];
}
