using System.Collections.Immutable;
using Ascribe.Onnx;
using static Ascribe.Tests.Asking;

namespace Ascribe.Tests.Baselines;

public sealed class BaselineReportTests
{
    [Fact]
    public void Report_OfBaselines_SaysWhatTheTablesOfThePaperSay()
    {
        using var network = new Network(SmallModels.Cnn);
        using var plain = new PlainGradient(SmallModels.Cnn, Target.Class(2), "relu1");
        var pictures = SmallModels.Random(1, 3, 2, 8, 8);
        var question = Question.About(network, pictures) with { Features = ["relu1"], Target = Target.Class(2) };
        var reports = BaselineReport.Of(
            network,
            question,
            [Baseline.Zero, new BlurBaseline { Sigma = 1 }, new QuadraticMask()]
        );
        var relu = plain.Run(Inputs(("x", pictures)))["relu1"];
        var scores = Integrate(SmallModels.Cnn, question, steps: 1).Output.ToDoubles();
        foreach (var (report, name) in reports.Zip(["zero", "blur:1", "quadratic-mask"]))
        {
            report.Baseline.ToString().ShouldBe(name);
            Distance.Largest(report.Output.AsSpan(), scores).ShouldBeLessThan(1e-6);
            report.Fits.Select(f => (f.Feature, f.Example)).ShouldBe([("relu1", 0), ("relu1", 1), ("relu1", 2)]);
            report.Seconds.ShouldBeGreaterThan(0);
        }
        // Nothing behind the layer has a bias.
        reports[0].BaselineOutput.ShouldAllBe(v => v == 0);
        reports[0].Fits.ShouldAllBe(f => double.IsNaN(f.Correlation) && f.SpatialMean == null && f.ChannelMean == null);
        foreach (var fit in reports[1].Fits.Concat(reports[2].Fits))
        {
            var report = reports[fit.SpatialMean is null ? 1 : 2];
            var (a, b) = (relu.Rows(fit.Example, 1), report.Values["relu1"].Rows(fit.Example, 1));
            fit.Correlation.ShouldBe(Pearson(a.ToDoubles(), b.ToDoubles()), 1e-6);
        }
        reports[2]
            .Fits.ShouldAllBe(f => f.SpatialMean > 0 && f.SpatialMean <= 1 && f.ChannelMean > 0 && f.ChannelMean <= 1);
    }

    [Fact]
    public void Report_OfTwoFeatures_PutsBothAtTheBaseline()
    {
        using var network = new Network(SmallModels.Gated);
        var inputs = Inputs(("ids", Tensor.Of([1L, 2, 3, 6, 0, 2], 2, 3)), ("x", SmallModels.Random(2, 2, 4)));
        var question = new Question(inputs) { Target = Target.At(), Features = ["embedding", "x"] };
        var report = BaselineReport.Of(network, question, [Baseline.Constant(1)])[0];
        // Three embeddings of 1 are gated by σ(3), four numbers of 1 are squared and summed.
        var expected = 4 / (1 + Math.Exp(-3));
        report.BaselineOutput.ShouldAllBe(v => Math.Abs(v - expected) < 1e-6);
        report.Fits.Length.ShouldBe(4);
        report.Values.Keys.ShouldBe(["embedding", "x"]);
    }

    [Fact]
    public void Reports_TakeBaselinesByFeature()
    {
        using var network = new Network(SmallModels.Gated);
        var inputs = Inputs(("ids", Tensor.Of([1L, 2, 3, 6, 0, 2], 2, 3)), ("x", SmallModels.Random(2, 2, 4)));
        var question = new Question(inputs) { Target = Target.At(), Features = ["embedding", "x"] };
        var reports = BaselineReports.About(network, question, draws: 3);
        var report = reports.Of(Baseline.Constant(1), Own("x", Baseline.Constant(2)));
        var expected = 4 * 4 / (1 + Math.Exp(-3));
        report.BaselineOutput.ShouldAllBe(v => Math.Abs(v - expected) < 1e-5);
        report.Draws.ShouldBe(1);
        // One that is random makes draws of all; the first report is not changed by what failed meanwhile.
        Should
            .Throw<ModelException>(() => reports.Of(Baseline.Zero, Own("y", Baseline.Zero)))
            .Message.ShouldContain("a baseline is given for 'y'");
        reports.Of(Baseline.Constant(1), Own("x", new UniformBaseline())).Draws.ShouldBe(3);
        reports.Of(Baseline.Constant(1)).BaselineOutput.ShouldAllBe(v => Math.Abs(v - expected / 4) < 1e-5);

        static ImmutableDictionary<string, Baseline> Own(string feature, Baseline baseline) =>
            ImmutableDictionary<string, Baseline>.Empty.Add(feature, baseline);
    }

    [Fact]
    public void Report_OfDraws_TellsMeanAndDeviationOverThem()
    {
        using var network = new Network(SmallModels.Cnn);
        var question = Question.About(network, SmallModels.Random(3, 2, 2, 8, 8)) with { Target = Target.Class(1) };
        var references = ReferenceSet.Of(SmallModels.Random(4, 6, 2, 8, 8));
        Baseline[] baselines =
        [
            new UniformBaseline(),
            new GaussianBaseline { Seed = 9 },
            new RandomBaseline(references),
            new BlurBaseline { Sigma = 1 },
        ];
        var reports = BaselineReport.Of(network, question, baselines, new Execution { Seed = 5 }, draws: 40);
        reports.Select(r => r.Draws).ShouldBe([40, 40, 40, 1]);
        reports[3].BaselineOutputDeviation.ShouldAllBe(d => double.IsNaN(d));
        foreach (var (report, seed) in reports.Take(3).Zip([5, 9, 5]))
        {
            var drawn = (DrawnBaseline)report.Baseline;
            BaselineReport[] alone =
            [
                .. drawn
                    .Draws(5)
                    .Take(40)
                    .Select(b => BaselineReport.Of(network, question, [b], new Execution { Seed = 77 })[0]),
            ];
            ((DrawnBaseline)alone[0].Baseline).Seed.ShouldBe(seed);
            report.Values["x"].ContentEquals(alone[0].Values["x"]).ShouldBeTrue();
            for (var e = 0; e < 2; e++)
            {
                Agrees(
                    alone.Select(r => r.BaselineOutput[e]),
                    report.BaselineOutput[e],
                    report.BaselineOutputDeviation[e]
                );
                var fit = report.Fits[e];
                Agrees(alone.Select(r => r.Fits[e].Correlation), fit.Correlation, fit.CorrelationDeviation);
            }
        }
    }

    [Fact]
    public void Draws_OfReferences_ReachAllOfThem()
    {
        var references = ReferenceSet.Of(SmallModels.Random(5, 6, 4));
        var site = Site.Of(SmallModels.Random(6, 1, 4));
        var drawn = new RandomBaseline(references).Draws(3).Take(600).CountBy(b => b.Of(site).ToDoubles()[0]).ToArray();
        drawn.Length.ShouldBe(6);
        // Six standard deviations.
        drawn.ShouldAllBe(c => Math.Abs(c.Value - 100) < 6 * Math.Sqrt(600.0 / 6 * 5 / 6));
    }

    [Fact]
    public void Report_OfNoDraws_IsRefused()
    {
        using var network = new Network(SmallModels.Smooth);
        var question = Question.About(network, SmallModels.Random(7, 1, 4));
        Should
            .Throw<ModelException>(() => BaselineReport.Of(network, question, [Baseline.Zero], draws: 0))
            .Message.ShouldContain("0 draws");
    }

    private static void Agrees(IEnumerable<double> draws, double mean, double deviation)
    {
        var numbers = draws.ToArray();
        mean.ShouldBe(numbers.Average(), 1e-9);
        deviation.ShouldBe(Math.Sqrt(numbers.Sum(v => (v - mean) * (v - mean)) / (numbers.Length - 1)), 1e-9);
        deviation.ShouldBeGreaterThan(1e-4);
    }

    private static double Pearson(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        var joint = a.Zip(b, (x, y) => (x - meanA) * (y - meanB)).Sum();
        return joint / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }
}
