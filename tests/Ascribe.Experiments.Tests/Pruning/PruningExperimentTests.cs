using System.Collections.Immutable;
using Ascribe.Experiments.Pruning;

namespace Ascribe.Experiments.Tests.Pruning;

public sealed class PruningExperimentTests
{
    private static readonly PruningPlan Small = new(
        2,
        new()
        {
            Filters = [3, 4],
            Widths = [6],
            Epochs = 2,
            BatchRows = 20,
            LearningRate = 1e-2,
        },
        200,
        60,
        100,
        3,
        3,
        1,
        [new([6], true), new([0, 3], false)],
        [PruningRates.Uniform(0.5)]
    );

    [Fact]
    public void Run_ComparesEveryWayAtTheSameRates()
    {
        using var folder = new TemporaryFolder();
        var report = Run(folder);
        report.Findings.Length.ShouldBe(4);
        // The whole networks, and five ways at one rate.
        report.Findings[0].Tables[0].Rows.Length.ShouldBe(1 + 5);
        report.Findings[0].Tables[1].Rows.Select(r => r[0]).ShouldBe(["shirt against the rest", "T-shirt, dress"]);
        report.Findings[3].Tables[0].Rows.Select(r => r[0]).ShouldBe(["whole", "0.5"]);
        File.Exists(report.Save(folder["page"])).ShouldBeTrue();
    }

    [Fact]
    public void Run_TakesNetworksThatWereTrainedBefore()
    {
        using var folder = new TemporaryFolder();
        var first = Run(folder);
        var networks = Directory.GetFiles(folder["networks"], "*.onnx");
        networks.Length.ShouldBe(2);
        var written = networks.Select(File.GetLastWriteTimeUtc).ToArray();
        var second = Run(folder);
        networks.Select(File.GetLastWriteTimeUtc).ShouldBe(written);
        second
            .Findings[1]
            .Tables[1]
            .Rows.SelectMany(r => r)
            .ShouldBe(first.Findings[1].Tables[1].Rows.SelectMany(r => r));
    }

    [Fact]
    public void Comparison_SaysMoreOrLessOnlyBeyondChance()
    {
        Compared(0.1, 0.12, 0.11).IsMore.ShouldBeTrue();
        Compared(-0.1, -0.12, -0.11).IsLess.ShouldBeTrue();
        var undecided = Compared(-0.1, 0.3, 0.1);
        (undecided.IsMore, undecided.IsLess).ShouldBe((false, false));
        Compared(0.5).IsMore.ShouldBeFalse();
        // t(2, 1 − 0.05/4) = 6.2053, s/√3 = 0.01/√3.
        Compared(0.1, 0.12, 0.11).HalfWidth.ShouldBe(6.2053 * 0.01 / Math.Sqrt(3), 1e-5);
        PruningFindings.Judge([Compared(0.1, 0.12, 0.11), undecided]).ShouldBe(Verdict.PartlyAgrees);
        PruningFindings.Judge([Compared(0.1, 0.12, 0.11)]).ShouldBe(Verdict.Agrees);
        PruningFindings.Judge([Compared(-0.1, -0.12, -0.11), undecided]).ShouldBe(Verdict.Differs);
        PruningFindings.Judge([undecided]).ShouldBe(Verdict.Undecided);

        static PruningComparison Compared(params ImmutableArray<double> differences) =>
            new("0.5", "random", new(differences), 2);
    }

    private static ExperimentReport Run(TemporaryFolder folder) =>
        PruningExperiment.Run(
            Small,
            FashionTask.Pictures,
            new ExperimentOptions { Folder = folder.Path },
            CancellationToken.None
        );
}
