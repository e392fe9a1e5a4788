using System.Globalization;
using Ascribe.Experiments.Baselines;
using Ascribe.Experiments.FaceApi;
using Ascribe.Experiments.FacePairs;
using Ascribe.Experiments.Tests.FaceApi;

namespace Ascribe.Experiments.Tests.FacePairs;

public sealed class ExpressionExperimentTests
{
    private static readonly ExpressionPlan Small = new(
        [FaceExpressionNetwork.Weights],
        Pairs: 2,
        new PathBudget(2, 2, 4),
        Steps: 2,
        SheetPairs: 1,
        SheetsOnPage: 1
    );

    [Fact]
    public void Run_ExplainsPairsOnBothSides()
    {
        var package = InstalledPackage.Get();
        var faces = Face.All(package, data: null)[..3];
        var report = ExpressionExperiment.Run(Small, package, faces, new ExperimentOptions(), CancellationToken.None);

        report.Findings.Length.ShouldBe(2);
        report.Findings[0].Pictures.Select(p => p.OnPage).ShouldBe([true, false]);
        report.Findings.SelectMany(f => f.Tables).Select(t => t.Name).ShouldBeUnique();
        // Two draws of noise lie apart; one baseline for both does not.
        var rows = report.Findings[0].Tables[0].Rows;
        rows.Select(r => r[1]).ShouldBe(BaselineChoice.Names);
        rows.Select(r => Mean(r[4]) > 0).ShouldBe([false, true, false, false]);
        rows.ShouldAllBe(r => Mean(r[2]) > 0 && Mean(r[3]) < 0);
    }

    [Fact]
    public void Contributions_UnderZero_SumToTheDistanceAndChangePlacesWithTheFaces()
    {
        var package = InstalledPackage.Get();
        var faces = Face.All(package, data: null);
        var asked = PairCase.Of(FaceExpressionNetwork.Weights, package);
        var plan = Small with { Budget = new PathBudget(1, 1, 50), Pairs = 1 };

        var pair = Explain([faces[0], faces[1], faces[2]]);
        var swapped = Explain([faces[1], faces[0], faces[2]]);

        swapped.Distance.ShouldBe(pair.Distance, 1e-4);
        var (map, other) = (pair.Maps["zero"], swapped.Maps["zero"]);
        (map.Positive + map.Negative).ShouldBe(pair.Distance, 0.1 * pair.Distance);
        foreach (var side in new[] { 0, 1 })
        {
            var gap = map.Maps[side]
                .Values.ToArray()
                .Zip(other.Maps[1 - side].Values.ToArray(), (a, b) => Math.Abs(a - b));
            gap.Max().ShouldBeLessThan(1e-3 * map.Maps[side].Peak);
        }

        ExplainedPair Explain(Face[] three)
        {
            using var network = new PairNetwork(asked, plan, [.. three]);
            return network.Explain(0, () => { }, CancellationToken.None)[0];
        }
    }

    [Fact]
    public void Pairs_AreAllDifferent()
    {
        var white = Imaging.Picture.Of(1, 1, Imaging.Rgb.White);
        var faces = Enumerable.Range(0, 5).Select(i => new Face($"{i}", white)).ToArray();
        var pairs = Face.Pairs([.. faces]).Select(p => string.Concat(new[] { p.First.Name, p.Second.Name }.Order()));

        pairs.ShouldBe(["01", "12", "23", "34", "04", "02", "13", "24", "03", "14"]);
    }

    [Fact]
    public void Faces_OfTheDataFolder_ComeAfterThoseOfThePackage()
    {
        SharedData.File("images/faces/crops256/happy.png");
        var faces = Face.All(InstalledPackage.Get(), SharedData.Root);

        faces[..12].Select(f => f.Name).ShouldBe(PackageFace.All.Select(f => f.Name));
        faces[12..].Select(f => f.Name).ShouldContain("happy");
        faces.ShouldAllBe(f => f.Picture.Width == f.Picture.Height);
    }

    private static double Mean(string cell) => double.Parse(cell.Split(' ')[0], CultureInfo.InvariantCulture);
}
