using System.Collections.Immutable;
using System.Text;
using Ascribe.Imaging;
using Ascribe.Onnx;

namespace Ascribe.Experiments.Evaluation;

/// <summary>What an evaluation came to, as files and as a page.</summary>
public sealed class EvaluationReport
{
    private readonly EvaluationResult result;
    private readonly ImmutableArray<SummaryRow> rows;

    /// <summary>Sums an evaluation up.</summary>
    public EvaluationReport(EvaluationResult result)
    {
        this.result = result;
        rows = result.Summarize();
    }

    /// <summary>Means with intervals, a table a criterion.</summary>
    public ImmutableArray<ResultTable> Tables => [.. result.Plan.Criteria.Select(c => SummaryTable.Shown(c, rows))];

    /// <summary>
    /// Writes <c>summary.csv</c>, <c>curves.csv</c> and <c>summary.md</c>, then the plots as .vl.json, .svg and .png in
    /// <c>plots/</c>, and <c>summary.html</c>, which shows everything.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The page.</returns>
    /// <exception cref="ModelException">A file cannot be written, or node, which draws the plots, is missing; the tables are written then.</exception>
    public string Save(string folder)
    {
        SummaryTable.Exact(rows).SaveCsv(Path.Combine(folder, "summary.csv"));
        Curves().SaveCsv(Path.Combine(folder, "curves.csv"));
        var text = Encoding.UTF8.GetBytes($"{Lead}\n\n{string.Join('\n', Tables.Select(t => t.ToMarkdown()))}");
        SafeFile.Write(Path.Combine(folder, "summary.md"), stream => stream.Write(text));
        foreach (var plot in result.Plan.Criteria.SelectMany(Plots))
            plot.Save(Path.Combine(folder, "plots"));
        var page = Path.Combine(folder, "summary.html");
        ToPage().Save(page);
        return page;
    }

    /// <summary>Everything on one page.</summary>
    public Page ToPage() =>
        new(
            "Evaluation of attributions",
            [
                .. result.Plan.Criteria.SelectMany(Section),
                .. result.Skipped.IsEmpty ? Array.Empty<Block>() : Skipped(),
                new HeadingBlock("Settings"),
                new FactsBlock([
                    .. result.Plan.Settings.Select(s => new Fact(s.Key, s.Value)),
                    new("seed", $"{result.Seed}"),
                ]),
            ]
        )
        {
            Lead = Lead,
            Footer =
                "Made with Ascribe. scores.csv has the numbers of every example; tables and plots stand beside this page as files.",
        };

    private string Lead =>
        $"{result.Values.Length} examples, {result.Skipped.Length} skipped; {result.Plan.Candidates.Length} explanations of each. Numbers are means over the examples with 95 % bootstrap intervals, and differences are to the best of the same layer. A difference is real (“worse”) where its interval leaves 0 out and p, after Holm's correction over the comparisons of the score, is below 0.05; otherwise these examples do not tell the two apart.";

    private IEnumerable<ResultPlot> Plots(Criterion criterion) => SummaryPlots.Of(criterion, rows, result.Curves);

    private IEnumerable<Block> Section(Criterion criterion) =>
        [
            new HeadingBlock(SummaryTable.Heading(criterion)),
            .. Plots(criterion).Select(p => new PlotBlock(p.Plot, p.Caption, p.Caption)),
            SummaryTable.Shown(criterion, rows).ToBlock(),
        ];

    private Block[] Skipped() =>
        [
            new HeadingBlock("Skipped"),
            new TableBlock(
                "Examples that could not be read.",
                ["example", "reason"],
                [.. result.Skipped.Select(s => ImmutableArray.Create(s.Name, s.Reason))]
            ),
        ];

    private ResultTable Curves() =>
        new(
            "curves",
            "Means of the curves behind scores.",
            ["score", "method", "baseline", "layer", "position", "mean", "examples"],
            [
                .. from curve in result.Curves
                from point in curve.Points
                select ImmutableArray.Create([
                    curve.Criterion.Name,
                    .. curve.Candidate.Key,
                    CsvFile.Cell(point.Position),
                    CsvFile.Cell(point.Mean),
                    $"{point.Count}",
                ]),
            ]
        );
}
