using System.Collections.Immutable;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.SameBudget;

/// <summary>What came out for one model.</summary>
/// <param name="Name">Model and players.</param>
/// <param name="FileName">The name in file names.</param>
/// <param name="Budgets">The budgets.</param>
/// <param name="Outcomes">Every estimate.</param>
internal sealed record CaseResult(
    string Name,
    string FileName,
    ImmutableArray<long> Budgets,
    ImmutableArray<Outcome> Outcomes
)
{
    /// <summary>The contenders in their order.</summary>
    public IEnumerable<string> Contenders => Outcomes.Select(o => o.Contender.Name).Distinct(StringComparer.Ordinal);

    /// <summary>A contender's errors at a budget; null where it claims none or could not work.</summary>
    public Summary? Errors(string contender, long budget) => Over(contender, budget, o => o.Error);

    /// <summary>A contender's rank correlations at a budget; null where it could not work.</summary>
    public Summary? Ranks(string contender, long budget) => Over(contender, budget, o => o.Spearman);

    /// <summary>The contender of the least mean error at a budget.</summary>
    public (string Name, double Error) Best(long budget) =>
        Contenders
            .Select(c => (Name: c, Error: Errors(c, budget)?.Mean ?? double.PositiveInfinity))
            .MinBy(c => c.Error);

    /// <summary>The case as a section.</summary>
    public Finding ToFinding()
    {
        var last = Budgets[^1];
        var (first, end) = (Best(Budgets[0]), Best(last));
        return new Finding(
            Name,
            null,
            $"At {Budgets[0]} evaluations the least mean error is that of {first.Name} ({Numbers.Text(first.Error)}), at {last} that of {end.Name} ({Numbers.Text(end.Error)}). Shapley integrated gradients stand at {Numbers.Text(Errors("shapley-ig", Budgets[0])!.Mean)} and {Numbers.Text(Errors("shapley-ig", last)!.Mean)}, Block Shapley integrated gradients at {Numbers.Text(Errors("block-shapley-ig", Budgets[0])!.Mean)} and {Numbers.Text(Errors("block-shapley-ig", last)!.Mean)}.",
            Verdict.NotComparable
        )
        {
            Tables =
            [
                Table("error", "Relative squared error", Errors),
                Table("spearman", "Spearman's correlation", Ranks),
                Raw(),
            ],
            Plots =
            [
                Plot("error", new Axis("relative squared error", AxisScale.Log), Errors, ErrorPoint),
                Plot("spearman", new Axis("Spearman's correlation"), Ranks, RankPoint),
            ],
        };
    }

    private Summary? Over(string contender, long budget, Func<Outcome, double> number)
    {
        ImmutableArray<double> numbers =
        [
            .. Outcomes
                .Where(o => o.Budget == budget && string.Equals(o.Contender.Name, contender, StringComparison.Ordinal))
                .Select(number)
                .Where(double.IsFinite),
        ];
        return numbers.IsEmpty ? null : new Summary(numbers);
    }

    private ResultTable Table(string kind, string caption, Func<string, long, Summary?> summary) =>
        new(
            $"{FileName}-{kind}",
            $"{caption} by budget, mean ± 95 % interval: {Name}.",
            ["method", .. Budgets.Select(b => $"{b}")],
            [
                .. Contenders.Select(c =>
                    ImmutableArray.Create([c, .. Budgets.Select(b => summary(c, b) is { } s ? Cell(s) : "–")])
                ),
            ]
        );

    private static string Cell(Summary summary) =>
        summary.Values.Length > 1
            ? $"{Numbers.Text(summary.Mean)} ± {Numbers.Text(summary.HalfWidth)}"
            : Numbers.Text(summary.Mean);

    private ResultTable Raw() =>
        new(
            $"{FileName}-all",
            $"Every estimate: {Name}.",
            ["method", "budget", "seed", "evaluations", "relative squared error", "Spearman"],
            [
                .. Outcomes.Select(o =>
                    ImmutableArray.Create(
                        o.Contender.Name,
                        $"{o.Budget}",
                        $"{o.Seed}",
                        $"{o.Cost}",
                        double.IsNaN(o.Error) ? "" : Numbers.Exact(o.Error),
                        double.IsNaN(o.Spearman) ? "" : Numbers.Exact(o.Spearman)
                    )
                ),
            ]
        )
        {
            OnPage = false,
        };

    private ResultPlot Plot(
        string kind,
        Axis axis,
        Func<string, long, Summary?> summary,
        Func<Summary, PlotPoint> point
    ) =>
        new(
            $"{FileName}-{kind}",
            new LinePlot(
                Name,
                new Axis("budget (model evaluations)", AxisScale.Log),
                axis,
                [.. Contenders.Select(c => Line(c, summary, point)).Where(line => !line.Points.IsEmpty)]
            )
            {
                Width = 760,
                Height = 560,
                Spread = SpreadMark.Bars,
            },
            $"Mean {axis.Title} over seeds by budget, with its 95 % interval."
        );

    private Series Line(string contender, Func<string, long, Summary?> summary, Func<Summary, PlotPoint> point) =>
        new(
            contender,
            [
                .. from budget in Budgets
                let found = summary(contender, budget)
                where found is not null
                select point(found) with
                {
                    X = budget,
                },
            ]
        );

    /// <summary>On a logarithmic axis 0 has no place: an exact answer stands at the bottom, and so does an interval that reaches 0.</summary>
    private static PlotPoint ErrorPoint(Summary errors)
    {
        const double least = 1e-12;
        var mean = Math.Max(least, errors.Mean);
        return new PlotPoint(
            0,
            mean,
            new Interval(Math.Max(mean / 10, errors.Interval.Low), Math.Max(mean, errors.Interval.High))
        );
    }

    private static PlotPoint RankPoint(Summary ranks) => new(0, ranks.Mean, ranks.CorrelationInterval);
}
