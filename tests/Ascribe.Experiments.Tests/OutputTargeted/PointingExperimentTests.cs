using Ascribe.Experiments.OutputTargeted;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Tests.OutputTargeted;

public sealed class PointingExperimentTests
{
    private static readonly PointingPlan Small = new(0, 2, [ColorStudy.Layer], 2, 3, 5, 28);

    [Fact]
    public void Composites_AreKnownToThePixel()
    {
        using var folder = new TemporaryFolder();
        using var network = ColorStudy.Network();
        foreach (var trial in Stamps(folder, network).Trials(2))
        {
            var scene = trial.Make();
            scene.View.Classes.Order(StringComparer.Ordinal).ShouldBe(["blue", "red"]);
            var (input, channel) = (scene.Input.ToFloats(), trial.Class == "red" ? 0 : 2);
            const int plane = ColorStudy.Side * ColorStudy.Side;
            // The background is black, so what shines is the stamp.
            var shining = Enumerable.Range(0, plane).Select(i => input[channel * plane + i] > 0.5f);
            scene.View.Mask(trial.Class).Pixels.ToArray().ShouldBe(shining);
            scene.Share.ShouldBeInRange(0.01, 0.3);
        }
    }

    [Fact]
    public void NetworkOfColors_PointsAtTheColorThatItIsAskedFor()
    {
        using var folder = new TemporaryFolder();
        using var network = ColorStudy.Network();
        var report = PointingExperiment.Run(
            Small,
            network.Network,
            [.. Stamps(folder, network).Trials(Small.Composites)],
            [network.Input(ColorStudy.Plain(9, 9, 9))],
            new ExperimentOptions { Folder = folder.Path },
            CancellationToken.None
        );
        var finding = report.Findings.Single();
        var counts = finding.Tables[1].Rows.ToDictionary(r => r[0], r => r, StringComparer.Ordinal);
        counts.Count.ShouldBe(8 + 1 + 6);
        foreach (
            var name in new[] { "aumann-shapley, zero, seen", "grad-cam, seen", "integrated-gradients, zero, pixels" }
        )
            counts[name][1..].ShouldBe(["4", "4", "4", "4", "4"], name);
        // Here every baseline hits, so that none is ahead.
        finding.Verdict.ShouldBe(Verdict.Undecided);
        report.SetUp.ShouldContain(text => text.StartsWith("Composites are photos", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    public void Proportion_HasWilsonsInterval(int hits, int count, double low, double high)
    {
        var interval = new Proportion(hits, count).Interval;
        interval.Low.ShouldBe(low, 1e-4);
        interval.High.ShouldBe(high, 1e-4);
    }

    [Fact]
    public void AnnotatedScenes_AskForWhatImageNetKnows()
    {
        SharedData.File("images/coco8-seg/coco8-seg.yaml");
        SharedData.File(PictureNetwork.GoogLeNet);
        var data = new DataFolder(SharedData.Root);
        using var network = PictureNetwork.Open(data);
        var trials = AnnotatedScenes.Of(data, network).ToArray();
        trials.Length.ShouldBeGreaterThan(10);
        trials.Select(t => t.Name).ShouldBeUnique();
        trials.ShouldAllBe(t => !ImageNetKinds.Of(t.Class).Indices.IsEmpty);
    }

    private static StampScenes Stamps(TemporaryFolder folder, PictureNetwork network)
    {
        ColorStudy.Plain(0, 0, 0).Save(folder["black.png"]);
        Square(255, 0, 0).Save(folder["red.png"]);
        Square(0, 0, 255).Save(folder["blue.png"]);
        return new StampScenes(
            network,
            [new Stamp(folder["red.png"], 0, "red"), new Stamp(folder["blue.png"], 2, "blue")],
            [folder["black.png"]],
            seed: 4
        );
    }

    /// <summary>A square of 16 × 16 pixels without any transparent one, but with transparency.</summary>
    private static Picture Square(byte red, byte green, byte blue) =>
        new(16, 16, 4, [.. Enumerable.Repeat(new byte[] { red, green, blue, 255 }, 256).SelectMany(p => p)]);
}
