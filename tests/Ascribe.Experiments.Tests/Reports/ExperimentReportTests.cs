using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.Tests.Reports;

public sealed class ExperimentReportTests
{
    private static readonly ExperimentReport Report = new(
        "A title",
        "A lead.",
        [
            new Finding("A question", "It says so.", "It came out otherwise.", Verdict.Differs)
            {
                Tables =
                [
                    new ResultTable(
                        "numbers",
                        "Some numbers.",
                        ["name", "value"],
                        [
                            ["a|b", "1"],
                            ["c, d", "2"],
                        ]
                    ),
                    new ResultTable(
                        "long",
                        "Many numbers.",
                        ["value"],
                        [
                            ["3"],
                        ]
                    )
                    {
                        OnPage = false,
                    },
                ],
                Plots =
                [
                    new ResultPlot(
                        "line",
                        new LinePlot("A line", new Axis("x"), new Axis("y"), new Series("s", new PlotPoint(1, 2))),
                        "A caption."
                    ),
                ],
                Pictures =
                [
                    new ResultPicture("red", Picture.Of(2, 1, new Rgb(255, 0, 0)), "A red picture."),
                    new ResultPicture("blue", Picture.Of(2, 1, new Rgb(0, 0, 255)), "A blue picture.")
                    {
                        OnPage = false,
                    },
                ],
            },
            new Finding("Our own question", null, "It is so.", Verdict.NotComparable),
        ]
    );

    [Fact]
    public void Save_WritesThePageAndEveryTableAndPlot()
    {
        using var folder = new TemporaryFolder();
        var page = Report.Save(folder.Path);
        var files = Directory
            .EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder.Path, f))
            .Order(StringComparer.Ordinal);
        files.ShouldBe([
            "index.html",
            "pictures/blue.png",
            "pictures/red.png",
            "plots/line.html",
            "plots/line.png",
            "plots/line.svg",
            "plots/line.vl.json",
            "tables/long.csv",
            "tables/long.md",
            "tables/numbers.csv",
            "tables/numbers.md",
        ]);
        File.ReadAllText(Path.Combine(folder.Path, "tables/numbers.csv")).ShouldBe("name,value\na|b,1\n\"c, d\",2\n");
        File.ReadAllText(Path.Combine(folder.Path, "tables/numbers.md"))
            .ShouldBe("Some numbers.\n\n| name | value |\n| --- | --- |\n| a\\|b | 1 |\n| c, d | 2 |\n");
        var html = File.ReadAllText(page);
        html.ShouldContain("differs from the paper");
        html.ShouldContain("<strong>The paper.</strong> It says so.");
        html.ShouldContain("A caption.");
        html.ShouldNotContain("Many numbers.");
        html.ShouldContain("A red picture.");
        html.ShouldNotContain("A blue picture.");
    }

    [Fact]
    public void Page_OfAQuestionOfOurOwn_SaysNothingOfAPaper()
    {
        var html = (Report with { Findings = [Report.Findings[1]] }).ToPage().ToHtml();
        html.ShouldNotContain("<strong>The paper.</strong>");
        html.ShouldContain("goes beyond the paper");
    }

    [Fact]
    public void Names_OfAllFiles_AreDifferent()
    {
        ImmutableArray<string> names = [.. Experiment.All.Select(e => e.Name)];
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Length);
        names.ShouldBe([
            "gridworld",
            "estimators",
            "imagenet",
            "expression",
            "neurons",
            "pointing",
            "pruning",
            "vulnerable-neurons",
        ]);
    }
}
