using Ascribe.Experiments.Baselines;
using Ascribe.Experiments.Photos;
using Ascribe.Experiments.Tests.FaceApi;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Tests.Photos;

public sealed class ImageNetExperimentTests
{
    private static readonly ImageNetPlan Small = new(
        [("none", "none", 2)],
        new PathBudget(2, 2, 3),
        Pixels: 4,
        References: 2,
        SheetRows: 1,
        SheetsOnPage: 1,
        Sheets: 2
    );

    [Fact]
    public void Run_WithoutData_ExplainsFacesAndSaysSo()
    {
        InstalledPackage.Get();
        var cases = PhotoCases.Of(Small, data: null);
        var report = ImageNetExperiment.Run(Small, cases, new ExperimentOptions(), CancellationToken.None);

        report.SetUp[0].ShouldContain("There is no data folder");
        report.Findings.Length.ShouldBe(4);
        report.Findings.SelectMany(f => f.Tables).Select(t => t.Name).ShouldBeUnique();
        report.Findings.SelectMany(f => f.Plots).Select(p => p.Name).ShouldBeUnique();
        // Two photos, one a sheet; the second is only a file.
        report.Findings[0].Pictures.Select(p => p.OnPage).ShouldBe([true, false]);
        // Single pixels, then areas of three sizes.
        report.Findings[1].Plots.Length.ShouldBe(1);
        report.Findings[2].Plots.Length.ShouldBe(3);
        report.Findings[2].Tables[0].Rows.Length.ShouldBe(3 * 4);
        // Two photos, four baselines; the photo itself and without 1 … 4 pixels.
        report.Findings[1].Tables[1].Rows.ShouldAllBe(r => r[3].Length == 5 && r[3][0] == '1');
        report.Findings[1].Tables[1].Rows.Length.ShouldBe(2 * 4);
        // A coalition's points besides one at the baseline.
        report.Findings[3].Tables[0].Rows.Select(r => r[2]).ShouldBe(["5", "4", "4", "4"]);
    }

    [Fact]
    public void Explain_WithPixelsOfOneDecision_FindsWhereItFalls()
    {
        var explained = ExplainedCase.Of(Bright(), Small, 0, () => { }, CancellationToken.None).Photos[0];

        explained.Decision.ShouldBe("bright");
        foreach (var name in BaselineChoice.Names.Where(n => n != "random"))
        {
            var map = explained.Maps[name];
            // The target is the sum of all pixels: nothing but the bright ones contributes.
            map.Map.Values.ToArray().Index().Where(v => v.Item > 0.1).Select(v => v.Index).ShouldBe([0, 7], name);
            // It stands at two bright pixels and at one, and falls with the second.
            map.Stands[0].ShouldBe([1, 1, 0, 0, 0], name);
            map.Accuracies(0).ShouldBe([1, 1, 2.0 / 3, 2.0 / 4, 2.0 / 5], name);
        }
    }

    [Fact]
    public void PatchSide_IsEightyPixelsOfAPhoto()
    {
        PhotoCase.PatchSide(224).ShouldBe(80);
        PhotoCase.PatchSide(112).ShouldBe(40);
        PhotoCase.PatchSide(150).ShouldBe(54);
    }

    [Fact]
    public void Cases_OfTheDataFolder_AreRecognizedPhotosApartFromTheReferences()
    {
        SharedData.Model("squeezenet1.1-imagenet");
        var asked = PhotoCases.Of(ImageNetPlan.Quick, SharedData.Root).ShouldHaveSingleItem();

        asked.Name.ShouldBe("SqueezeNet 1.1");
        asked.Photos.Length.ShouldBe(8);
        asked.References.Length.ShouldBe(20);
        asked.Photos.Select(p => p.Name).Intersect(asked.References.Select(p => p.Name)).ShouldBeEmpty();
        using var network = new Network(asked.Model);
        var question = Question.About(network, asked.Tensor(asked.Seen(asked.Photos[0])));
        var saliency = new Saliency().Explain(network, question);
        asked.Class(saliency.Entries[0]).ShouldBe("canoe");
    }

    /// <summary>A network that calls a picture of 4×4 pixels bright where its pixels sum to more than 1/2, at one with two white pixels.</summary>
    private static PhotoCase Bright()
    {
        var b = new GraphBuilder();
        var x = b.Input("x", ElementType.Float32, Dim.Batch, 3, 4, 4);
        var sum = Op.ReduceSum(x, [1, 2, 3], keepDims: false);
        var column = Op.Unsqueeze(sum, 1);
        b.Output(Op.Concat([column, 0.5 - 0 * column], 1), "scores");
        var input = new Imaging.Cards.InputCard { Width = 4, Height = 4 };
        var pixels = new byte[4 * 4 * 3];
        pixels.AsSpan(0, 3).Fill(255);
        pixels.AsSpan(7 * 3, 3).Fill(255);
        var photo = new Photo("two", () => new Picture(4, 4, 3, pixels));
        var black = new Photo("black", () => Picture.Of(4, 4, new Rgb(0, 0, 0)));
        return new PhotoCase(
            "bright",
            "bright",
            Model.Canonical(b.Build()),
            input,
            ["bright", "dark"],
            [photo],
            [black]
        );
    }
}
