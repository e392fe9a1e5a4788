using Ascribe.Experiments.OutputTargeted;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.OutputTargeted;

public sealed class NeuronExperimentTests
{
    private static readonly NeuronPlan Small = new(2, 2, 3, [ColorStudy.Layer], 4, 2, 6, 1, 20);

    [Fact]
    public void Run_ComparesEveryBaselineAndMethodAtEveryLayer()
    {
        using var folder = new TemporaryFolder();
        var report = Run(folder);
        report.Findings.Length.ShouldBe(4);
        report.Findings[0].Tables[0].Rows.Length.ShouldBe(8);
        foreach (var finding in report.Findings[1..])
            finding.Tables[0].Rows.Length.ShouldBe(8 + 4);
        report.Findings[2].Verdict.ShouldBe(Verdict.NotComparable);
        File.Exists(report.Save(folder["page"])).ShouldBeTrue();
    }

    [Fact]
    public void Baselines_OfALinearTarget_AreWhatTheirDefinitionsSay()
    {
        using var folder = new TemporaryFolder();
        var rows = Run(folder).Findings[0].Tables[0].Rows.ToDictionary(r => r[1], r => r, StringComparer.Ordinal);
        Cell(rows["zero"][2]).ShouldBe(0);
        // The way to zero scales the layer, until 30 % of the target are left.
        Cell(rows["neutral"][2]).ShouldBe(0.3, 1e-3);
        Cell(rows["neutral"][5]).ShouldBe(1, 1e-3);
        // A blur that mirrors at the border keeps the mean, which is the target.
        Cell(rows["blur"][2]).ShouldBe(1, 1e-3);
        // Both photos have more blue than anything else, and every reference has a blue of 30 of 255.
        Cell(rows["mean"][4]).ShouldBe(30 / 255.0, 1e-3);
        Cell(rows["qa"][2]).ShouldBeLessThan(0.3);
    }

    [Fact]
    public void SeveralLayers_AreEachComparedWithEveryBaseline()
    {
        using var folder = new TemporaryFolder();
        using var study = ColorStudy.Study();
        var remarks = new List<string>();
        var report = NeuronExperiment.Run(
            Small with
            {
                Layers = [ColorStudy.LayerBefore, ColorStudy.Layer],
            },
            study,
            new ExperimentOptions { Folder = folder.Path, Remark = remarks.Add },
            CancellationToken.None
        );
        remarks.ShouldBeEmpty();
        var rows = report.Findings[1].Tables[0].Rows;
        rows.Length.ShouldBe(2 * (8 + 4));
        rows.ShouldNotContain(row => row.Contains("NaN"));
    }

    [Fact]
    public void Run_GoesOnWhereItWasInterrupted()
    {
        using var folder = new TemporaryFolder();
        var whole = Run(folder);
        var path = Path.Combine(folder.Path, "rows", "baselines.csv");
        var lines = File.ReadAllLines(path);
        // The second photo's last row is half-written.
        File.WriteAllText(path, string.Join('\n', lines[..^1]) + "\nphoto 5,se");
        var read = new List<string>();
        var again = Run(folder, read.Add);
        // The first photo is read for the mean baseline only.
        read.ShouldBe(["photo 3", "photo 5"]);
        var (before, after) = (lines[1..].Select(Row).ToArray(), File.ReadAllLines(path)[1..].Select(Row).ToArray());
        after.Select(r => (r.Photo, r.Baseline)).ShouldBe(before.Select(r => (r.Photo, r.Baseline)));
        after.Select(r => r.AtBaseline).ShouldBe(before.Select(r => r.AtBaseline), 1e-5);
        again
            .Findings[1]
            .Tables[1]
            .Rows.SelectMany(r => r)
            .ShouldBe(whole.Findings[1].Tables[1].Rows.SelectMany(r => r));

        static BaselineProperty Row(string line) => BaselineProperty.Read(line.Split(','));
    }

    [Fact]
    public void Run_WithoutData_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var options = new ExperimentOptions { Quick = true, Folder = folder.Path };
        Should.Throw<ModelException>(() => new NeuronExperiment().Run(options)).Message.ShouldContain("--data");
        Should.Throw<ModelException>(() => new PointingExperiment().Run(options)).Message.ShouldContain("--data");
    }

    private static ExperimentReport Run(TemporaryFolder folder, Action<string>? read = null)
    {
        using var study = ColorStudy.Study(read);
        var options = new ExperimentOptions { Folder = folder.Path };
        return NeuronExperiment.Run(Small, study, options, CancellationToken.None);
    }

    private static double Cell(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
