using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.Photos;

/// <summary>What maps cost, by the number of photos.</summary>
internal static class RunningTime
{
    /// <summary>Up to this many times the time of a single baseline, what coalitions add counts as small.</summary>
    private const double Small = 1.5;

    public static Finding Find(ImmutableArray<ExplainedCase> cases)
    {
        var ratios = cases
            .Select(c => (c.Case.Name, Time: Ratio(c, Seconds), Gradients: Ratio(c, Gradients)))
            .ToArray();
        var small = ratios.All(r => r.Time <= Small);
        return new Finding(
            "What does it cost? (running time against the number of photos)",
            "SIG takes little more time than a single baseline.",
            $"All photos together, SIG takes {string.Join(", ", ratios.Select(r => $"{Numbers.Fixed(r.Time, 1)} times as long as the zero baseline, for {Numbers.Fixed(r.Gradients, 1)} times the gradients ({r.Name})"))}. A gradient costs about the same whatever the baseline, so that time goes with the number of coalitions times the number of points, and, for every method, with the number of photos.",
            small ? Verdict.Agrees : Verdict.Differs
        )
        {
            Tables =
            [
                new ResultTable(
                    "running-time",
                    "What a photo costs: gradients, seconds as mean ± 95 % interval over photos, and time against the zero baseline.",
                    ["network", "baseline", "gradients", "seconds", "ratio"],
                    [.. cases.SelectMany(Rows)]
                ),
            ],
            Plots = [.. cases.Select(Plot)],
        };
    }

    private static double Seconds(MapResult map) => map.Seconds;

    private static double Gradients(MapResult map) => map.Gradients;

    private static double Ratio(
        ExplainedCase explained,
        Func<MapResult, double> cost,
        string name = BaselineChoice.Shapley
    ) => explained.Photos.Sum(p => cost(p.Maps[name])) / explained.Photos.Sum(p => cost(p.Maps["zero"]));

    private static IEnumerable<ImmutableArray<string>> Rows(ExplainedCase explained) =>
        BaselineChoice.Names.Select(name =>
            ImmutableArray.Create(
                explained.Case.Name,
                name,
                $"{explained.Photos[0].Maps[name].Gradients}",
                new Summary([.. explained.Photos.Select(p => p.Maps[name].Seconds)]).ToString(),
                Numbers.Fixed(Ratio(explained, Seconds, name), 2)
            )
        );

    private static ResultPlot Plot(ExplainedCase explained) =>
        new(
            $"running-time-{explained.Case.FileName}",
            new LinePlot(
                $"{explained.Case.Name}: time for maps",
                new Axis("photos"),
                new Axis("seconds") { From = 0 },
                [.. BaselineChoice.Names.Select(name => new Series(name, Cumulated(explained, name)))]
            )
            {
                Height = 340,
            },
            $"Seconds for the maps of the first photos under {explained.Case.Name}, one photo after the other; graphs were compiled before."
        );

    private static ImmutableArray<PlotPoint> Cumulated(ExplainedCase explained, string name)
    {
        var (sum, points) = (0.0, ImmutableArray.CreateBuilder<PlotPoint>());
        foreach (var (i, photo) in explained.Photos.Index())
            points.Add(new PlotPoint(i + 1, sum += photo.Maps[name].Seconds));
        return points.ToImmutable();
    }
}
