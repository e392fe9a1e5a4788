using System.Collections.Immutable;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments;

/// <summary>What an experiment found, to be read like a paper's section on results.</summary>
/// <param name="Title">The experiment.</param>
/// <param name="Lead">What it is about, in a sentence or two.</param>
/// <param name="Findings">In reading order.</param>
public sealed record ExperimentReport(string Title, string Lead, ImmutableArray<Finding> Findings)
{
    /// <summary>What has to be known to read the numbers: decisions, settings.</summary>
    public ImmutableArray<string> SetUp { get; init; } = [];

    /// <summary>Machine, seeds, settings, times.</summary>
    public ImmutableArray<Fact> Facts { get; init; } = [];

    /// <summary>
    /// Writes <c>index.html</c>, which shows everything, the tables as .csv and .md in <c>tables/</c>, the plots as .vl.json, .svg,
    /// .png and .html in <c>plots/</c>, and pictures in <c>pictures/</c>.
    /// </summary>
    /// <param name="folder">The folder; made where it is missing.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ModelException">A file cannot be written, or node, which draws the plots, is missing.</exception>
    public string Save(string folder)
    {
        foreach (var table in Findings.SelectMany(f => f.Tables))
        {
            table.SaveCsv(Path.Combine(folder, "tables", $"{table.Name}.csv"));
            table.SaveMarkdown(Path.Combine(folder, "tables", $"{table.Name}.md"));
        }
        foreach (var plot in Findings.SelectMany(f => f.Plots))
        {
            var plots = Path.Combine(folder, "plots");
            plot.Save(plots);
            plot.Plot.SaveHtml(Path.Combine(plots, $"{plot.Name}.html"), plot.Caption);
        }
        foreach (var picture in Findings.SelectMany(f => f.Pictures))
            picture.Picture.Save(Path.Combine(folder, "pictures", $"{picture.Name}.png"));
        var page = Path.Combine(folder, "index.html");
        ToPage().Save(page);
        return page;
    }

    /// <summary>Everything on one page.</summary>
    public Page ToPage() =>
        new(
            Title,
            [
                new HeadingBlock("In short"),
                new TableBlock(
                    "What each question came to.",
                    ["question", "what was measured"],
                    [.. Findings.Select(f => ImmutableArray.Create(f.Heading, f.VerdictText))]
                ),
                new HeadingBlock("How it was done"),
                .. SetUp.Select(text => new ParagraphBlock(text)),
                .. Findings.SelectMany(Blocks),
                new HeadingBlock("Settings"),
                new FactsBlock(Facts),
            ]
        )
        {
            Lead = Lead,
            Footer = "Made with Ascribe. Tables, plots and pictures stand beside this page as files.",
        };

    private static IEnumerable<Block> Blocks(Finding finding) =>
        [
            new HeadingBlock(finding.Heading),
            .. finding.Paper is { } paper
                ? [new ParagraphBlock(paper) { Opening = "The paper." }]
                : Array.Empty<Block>(),
            new ParagraphBlock(finding.Measured) { Opening = "Measured." },
            new ParagraphBlock($"It {finding.VerdictText}.") { Opening = "Verdict." },
            .. finding.Plots.Select(p => new PlotBlock(p.Plot, p.Caption, p.Caption)),
            .. PagedBlock.Of(
                "Pictures",
                finding
                    .Pictures.Where(p => p.OnPage)
                    .Select(p =>
                        ImmutableArray.Create<Block>(
                            new PicturesBlock(new CaptionedPicture(p.Picture, p.Caption, p.Caption))
                        )
                    )
            ),
            .. finding.Tables.Where(t => t.OnPage).Select(t => t.ToBlock()),
        ];
}
