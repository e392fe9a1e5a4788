using Ascribe.Experiments.GridWorld;
using Ascribe.Experiments.SameBudget;

namespace Ascribe.Experiments.Tests.SameBudget;

public sealed class SameBudgetExperimentTests
{
    private static readonly SameBudgetPlan Small = new([128, 1024], 4, (2, 1), (2, 2), SqueezeNet: false);

    [Fact]
    public void Run_ComparesEveryContenderAndSaysWhatIsMissing()
    {
        var report = SameBudgetExperiment.Run(
            Small,
            [
                ("GridWorld", false, s => BenchCases.GridWorld(GridWorldSetting.All[1], s)),
                ("face-expression", true, s => BenchCases.Face(Small, s)),
                ("Tumors", false, s => BenchCases.Tumors(s with { Data = null })),
            ],
            new ExperimentOptions(),
            CancellationToken.None
        );
        report.Findings.Length.ShouldBe(3 + 2);
        report.Facts.Single(f => f.Term == "Left out for want of data").Value.ShouldBe("Tumors");
        foreach (var finding in report.Findings[3..])
        {
            finding.Tables[0].Rows.Select(r => r[0]).ShouldBe(Contender.All.Select(c => c.Name));
            var all = finding.Tables[2].Rows;
            all.ShouldAllBe(r => int.Parse(r[3], null) <= Math.Max(128, int.Parse(r[1], null)));
        }
        // Four patches have 16 coalitions, which any budget covers.
        Cell(report.Findings[4], "leverage-shap", 1).ShouldBeLessThan(1e-10);
        // An estimator without bias comes closer with eight times the budget.
        Cell(report.Findings[3], "leverage-shap", 2)
            .ShouldBeLessThan(Cell(report.Findings[3], "leverage-shap", 1) / 4);
    }

    [Fact]
    public void Tumors_AreToldApartByTwentyPlayers()
    {
        SharedData.File("tabular/breast_cancer.csv");
        var source = new BenchSource(SharedData.Root, 0, null, CancellationToken.None);
        using var bench = BenchCases.Tumors(source)!;
        bench.Shapley.Length.ShouldBe(20);
        bench.Shapley.Sum().ShouldBe(bench.Table.AsSpan()[^1] - bench.Table.AsSpan()[0], 1e-6);
        // The first row is malignant, and the network is sure of what it takes it for.
        (bench.Table.AsSpan()[^1] - bench.Table.AsSpan()[0]).ShouldBeGreaterThan(1);
    }

    private static double Cell(Finding finding, string contender, int column) =>
        double.Parse(
            finding.Tables[0].Rows.Single(r => r[0] == contender)[column].Split(' ')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );
}
