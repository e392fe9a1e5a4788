using Ascribe.Attacks;
using Ascribe.Experiments.Adversarial;
using Ascribe.Experiments.Photos;
using Ascribe.Experiments.Tests.OutputTargeted;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Adversarial;

public sealed class VulnerableNeuronExperimentTests
{
    private static readonly VulnerablePlan Small = new(
        6,
        2,
        [ColorStudy.Layer],
        4,
        2,
        new IterativeTargeted { Epsilon = 0.5, Step = 0.1 }
    )
    {
        Shares = [0, 0.001, 0.01, 0.1, 0.34, 1],
    };

    [Fact]
    public void Run_FindsWhatAttacksWorkThrough()
    {
        using var folder = new TemporaryFolder();
        var report = Run(folder);
        report.Findings.Length.ShouldBe(2 * 4);
        report.Findings[1].Measured.ShouldStartWith("6 of 6 photos");
        // Four orders at four of the shares, one layer.
        report.Findings[2].Tables[0].Rows.Length.ShouldBe(4 * 4);
        report.Findings[4].Tables[0].Rows.Length.ShouldBe(2 * 3 * 2);
        // A third of the channels is one: the color that attacks have brought. Its photos are taken for what they are without it.
        var zero = report.Findings[6].Tables[1].Rows.Where(r => r[0] == "zero").ToArray();
        zero[0][3].ShouldBe("0.00");
        zero[4].Take(3).ShouldBe(["zero", "34 %", "1"]);
        // Every plot has something to show, and a name of its own.
        var plots = report.Findings.SelectMany(f => f.Plots).ToArray();
        plots.Select(p => p.Plot.ToSpec()["layer"]!.AsArray().Count).ShouldAllBe(layers => layers > 1);
        plots.Select(p => p.Name).Distinct().Count().ShouldBe(2 * 2 * 2);
    }

    [Fact]
    public void Run_GoesOnWhereItWasInterrupted()
    {
        using var folder = new TemporaryFolder();
        var whole = Run(folder);
        var attacks = Directory
            .GetDirectories(folder["rows"])
            .First(d => Path.GetFileName(d).StartsWith("each", StringComparison.Ordinal));
        var lines = File.ReadAllLines(Path.Combine(attacks, AttackTable.FileName));
        File.WriteAllLines(Path.Combine(attacks, AttackTable.FileName), lines[..^2]);
        var again = Run(folder);
        again
            .Findings[2]
            .Tables[1]
            .Rows.SelectMany(r => r)
            .ShouldBe(whole.Findings[2].Tables[1].Rows.SelectMany(r => r));
        File.ReadAllLines(Path.Combine(attacks, AttackTable.FileName)).ShouldBe(lines);
    }

    [Fact]
    public void Run_WithoutData_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var options = new ExperimentOptions { Quick = true, Folder = folder.Path };
        Should
            .Throw<ModelException>(() => new VulnerableNeuronExperiment().Run(options))
            .Message.ShouldContain("--data");
    }

    private static ExperimentReport Run(TemporaryFolder folder)
    {
        var network = ColorStudy.Network();
        using var study = new VulnerableStudy(
            network,
            [.. Enumerable.Range(0, 6).Select(i => new Photo($"photo {i}", () => Plain(i)))],
            [network.Input(ColorStudy.Plain(30, 30, 30)), network.Input(ColorStudy.Plain(60, 50, 30))],
            "colors"
        );
        return VulnerableNeuronExperiment.Run(
            Small,
            study,
            new ExperimentOptions { Folder = folder.Path },
            CancellationToken.None
        );
    }

    private static Imaging.Picture Plain(int number)
    {
        byte[] color = [100, 100, 100];
        color[number % 3] = (byte)(120 + number);
        return ColorStudy.Plain(color[0], color[1], color[2]);
    }
}
