using System.Globalization;

namespace Ascribe.Imaging.Tests.RealModels;

/// <summary>Baselines that follow from the target, at layers of real networks.</summary>
public sealed class MaskTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Layers =>
        new()
        {
            { "tinyvgg-10class", "max_pool_1" },
            { "squeezenet1.1-imagenet", "fire9/concat_1" },
            { "googlenet-bn-imagenet-int8w", "mixed4e" },
        };

    [Theory]
    [MemberData(nameof(Layers))]
    public void Baselines_OfTheTarget_TakeAwayWhatSpeaksForTheClass(string name, string layer)
    {
        var model = RealModel.Named(name);
        Assert.SkipWhen(
            model.IsSlow && Environment.GetEnvironmentVariable("ASCRIBE_HEAVY") != "1",
            $"{name} takes minutes here; ASCRIBE_HEAVY=1 runs it."
        );
        using var network = Network.Load(model.Path);
        var question = model.Ask(network) with { Features = [layer] };
        var decision = 0.3 * model.Output;
        var neutral = new NeutralBaseline { Decision = decision };
        var reports = BaselineReport.Of(network, question, [new OptimizedMask(), new QuadraticMask(), neutral]);
        foreach (var report in reports)
            Tell(name, layer, report);
        Math.Abs(reports[0].BaselineOutput[0]).ShouldBeLessThan(0.15 * model.Output);
        Math.Abs(reports[1].BaselineOutput[0]).ShouldBeLessThan(0.4 * model.Output);
        reports[2].BaselineOutput[0].ShouldBe(decision, 1e-4 * model.Output);
        foreach (var fit in reports.Take(2).Select(r => r.Fits[0]))
        {
            fit.SpatialMean!.Value.ShouldBeInRange(0.01, 0.99);
            fit.ChannelMean!.Value.ShouldBeInRange(0.01, 0.99);
            fit.Correlation.ShouldBeInRange(0.1, 0.999);
        }
    }

    private void Tell(string name, string layer, BaselineReport report) =>
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name} {layer} {report.Baseline}: f {report.Output[0]:F3} → {report.BaselineOutput[0]:F3}, correlation {report.Fits[0].Correlation:F3}, masks {report.Fits[0].SpatialMean:F3} {report.Fits[0].ChannelMean:F3}, {report.Seconds:F3} s"
            )
        );
}
