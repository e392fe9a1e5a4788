using Ascribe.Experiments.GridWorld;

namespace Ascribe.Experiments.Tests.GridWorld;

public sealed class GridWorldExperimentTests
{
    private static readonly GridWorldPlan Small = new((2, 1), [20, 100], [0.2, 1], [50], 1);

    [Fact]
    public void Run_OnTheSmallerGrid_FindsBlocksCloserThanASingleBaseline()
    {
        var heard = new List<Progress>();
        var options = new ExperimentOptions { Progress = new Listener(heard) };
        var report = GridWorldExperiment.Run(Small, [GridWorldSetting.All[1]], options, CancellationToken.None);
        report.Findings.Length.ShouldBe(6);
        heard[^1].ShouldBe(new Progress(heard[^1].Total, heard[^1].Total));
        var rows = report.Findings[2].Tables[0].Rows;
        rows.Select(r => r[1]).ShouldBe(ExplainedSurrogate.Methods);
        double Mean(string method) =>
            double.Parse(
                rows.Single(r => r[1] == method)[3].Split(' ')[0],
                System.Globalization.CultureInfo.InvariantCulture
            );
        Mean("Block SIG").ShouldBeGreaterThan(0.85);
        Mean("Block SIG").ShouldBeGreaterThan(Mean("random"));
        report.Findings.SelectMany(f => f.Tables).Select(t => t.Name).ShouldBeUnique();
        report.Findings.SelectMany(f => f.Plots).Select(p => p.Name).ShouldBeUnique();
    }

    [Fact]
    public void Run_Cancelled_Ends()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Should.Throw<OperationCanceledException>(() =>
            GridWorldExperiment.Run(Small, [GridWorldSetting.All[0]], new ExperimentOptions(), source.Token)
        );
    }

    [Fact]
    public void Agreement_TakesAverageRanksOfEqualValues() =>
        // Ranks 1.5, 1.5, 3 against 1, 2, 3: Pearson of those is √3/2.
        ExplainedSurrogate.Agreement([0, 0, 1], [1.0, 2, 3]).ShouldBe(Math.Sqrt(3) / 2, 1e-12);

    private sealed class Listener(List<Progress> heard) : IProgress<Progress>
    {
        public void Report(Progress value) => heard.Add(value);
    }
}
