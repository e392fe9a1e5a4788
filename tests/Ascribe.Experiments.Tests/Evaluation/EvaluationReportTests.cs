using Ascribe.Experiments.Evaluation;

namespace Ascribe.Experiments.Tests.Evaluation;

public sealed class EvaluationReportTests
{
    [Fact]
    public void Save_WritesTablesPlotsAndThePage()
    {
        using var evaluation = new LinearEvaluation();
        using var folder = new TemporaryFolder();
        var page = new EvaluationReport(evaluation.Run()).Save(folder.Path);
        Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder.Path, f))
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "curves.csv",
                "plots/bars-deletion.png",
                "plots/bars-deletion.svg",
                "plots/bars-deletion.vl.json",
                "plots/bars-gap.png",
                "plots/bars-gap.svg",
                "plots/bars-gap.vl.json",
                "plots/curves-deletion.png",
                "plots/curves-deletion.svg",
                "plots/curves-deletion.vl.json",
                "summary.csv",
                "summary.html",
                "summary.md",
            ]);
        File.ReadLines(folder["summary.csv"]).Count().ShouldBe(1 + 3 * 2);
        File.ReadAllText(folder["summary.md"]).ShouldContain("3 examples, 1 skipped");
        var html = File.ReadAllText(page);
        html.ShouldContain("deletion, target (smaller is better)");
        html.ShouldContain("a row is empty.");
    }

    [Fact]
    public void Curves_AreMeansStepByStep()
    {
        using var evaluation = new LinearEvaluation();
        var curve = evaluation.Run().Curves[0];
        curve.Points.Select(p => p.Position).ShouldBe([0, 1.0 / 3, 2.0 / 3, 1], 1e-5);
        curve.Points.Select(p => p.Mean).ShouldBe([18.5 / 3, 6.5 / 3, 0, 0], 1e-5);
        curve.Points.ShouldAllBe(p => p.Count == 3);
    }

    [Fact]
    public void Curves_OfOtherPositions_AreMetAlongStraightLines()
    {
        using var folder = new TemporaryFolder();
        var plan = LinearEvaluation.Plan;
        File.WriteAllText(
            folder["curves.csv"],
            "number,example,method,baseline,layer,score,positions,values\n"
                + "0,a,ig,zero,,deletion,0 0.5 1,4 2 0\n"
                + "1,b,ig,zero,,deletion,0 1,2 0\n"
                + "2,c,ig,zero,,deletion,0 0.5 1,NaN 6 3\n"
        );
        var points = CurveMeans.Read(folder["curves.csv"], plan).Single().Points;
        points.ShouldBe([new(0, 3, 2), new(0.5, 3, 3), new(1, 1, 3)]);
    }
}
