using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.Photos;

/// <summary>How long the decision stands while pixels are removed: iAccuracy.</summary>
internal static class Identification
{
    private const int CurvePoints = 25;

    /// <summary>Single pixels.</summary>
    public static Finding Pixels(ImmutableArray<ExplainedCase> cases, ImageNetPlan plan) =>
        Find("Which pixels hold the decision?", "pixels", cases, plan, [0]);

    /// <summary>With each pixel the area around it.</summary>
    public static Finding Patches(ImmutableArray<ExplainedCase> cases, ImageNetPlan plan) =>
        Find(
            "And with the area around each pixel?",
            "patches",
            cases,
            plan,
            [.. Enumerable.Range(1, ImageNetPlan.Areas.Length - 1)]
        );

    private static Finding Find(
        string heading,
        string name,
        ImmutableArray<ExplainedCase> cases,
        ImageNetPlan plan,
        ImmutableArray<int> areas
    )
    {
        var scores = cases
            .SelectMany(c => areas.Select(a => (Case: c, Area: a, Scores: Scores(c, a))))
            .ToImmutableArray();
        var all = scores.Select(s => s.Scores).ToArray();
        return new Finding(
            heading,
            "SIG estimates more precisely than single baselines what features contribute. The paper shows it by curves of iAccuracy; no numbers are taken from them.",
            $"{Comparisons.Text(all)} The mean of iAcc({plan.Pixels}) by SIG: {string.Join(", ", scores.Select(s => $"{Numbers.Fixed(s.Scores[BaselineChoice.Shapley].Mean)} ({s.Case.Case.Name}, n = {ImageNetPlan.Areas[s.Area]})"))}.",
            Comparisons.Verdict(all)
        )
        {
            Tables =
            [
                Table(name, plan, [.. scores.Select(s => (s.Case, s.Area, s.Scores))]),
                .. cases.Select(c => Curves(name, c, areas)),
            ],
            Plots = [.. scores.Select(s => Plot(s.Case, s.Area))],
        };
    }

    private static ScoresByChoice Scores(ExplainedCase explained, int area) =>
        ScoresByChoice.Of(
            explained.Photos.Select(p => (Func<string, double>)(name => p.Maps[name].Accuracies(area)[^1])),
            largerIsBetter: false
        );

    private static ResultTable Table(
        string name,
        ImageNetPlan plan,
        ImmutableArray<(ExplainedCase Case, int Area, ScoresByChoice Scores)> scores
    ) =>
        new(
            $"iaccuracy-{name}",
            $"iAcc({plan.Pixels}), mean ± 95 % interval over photos; smaller is better. Beside it SIG minus the other, photo by photo.",
            ["network", "n", "baseline", "iAcc", "SIG − other"],
            [.. scores.SelectMany(s => Comparisons.Rows(s.Scores, s.Case.Case.Name, $"{ImageNetPlan.Areas[s.Area]}"))]
        );

    /// <summary>Every number, photo by photo.</summary>
    private static ResultTable Curves(string name, ExplainedCase explained, ImmutableArray<int> areas) =>
        new(
            $"iaccuracy-{name}-{explained.Case.FileName}-photos",
            "Whether the decision stands without the top k pixels, photo by photo, from k = 0 on.",
            ["photo", "n", "baseline", "stands"],
            [
                .. explained.Photos.SelectMany(p =>
                    areas.SelectMany(a =>
                        BaselineChoice.Names.Select(b =>
                            ImmutableArray.Create(
                                p.Name,
                                $"{ImageNetPlan.Areas[a]}",
                                b,
                                string.Concat(p.Maps[b].Stands[a].Select(s => s > 0 ? '1' : '0'))
                            )
                        )
                    )
                ),
            ]
        )
        {
            OnPage = false,
        };

    private static ResultPlot Plot(ExplainedCase explained, int area)
    {
        var n = ImageNetPlan.Areas[area];
        var what = n == 0 ? "single pixels" : $"areas of {n + 1}×{n + 1} pixels";
        return new ResultPlot(
            $"iaccuracy-{explained.Case.FileName}-{n}",
            new LinePlot(
                $"{explained.Case.Name}: {what} removed",
                new Axis("L, pixels removed by falling contribution"),
                new Axis("iAcc(L)") { To = 1 },
                [.. BaselineChoice.Names.Select(name => Line(explained, name, area))]
            )
            {
                Height = 340,
                Spread = SpreadMark.Bars,
            },
            $"iAcc(L) of {explained.Case.Name} while {what} are removed, n = {n}: mean over {explained.Photos.Length} photos; the lower, the better. Bars are 95 % intervals, drawn for one baseline after the other so that they do not cover each other."
        );
    }

    private static Series Line(ExplainedCase explained, string name, int area)
    {
        var curves = explained.Photos.Select(p => p.Maps[name].Accuracies(area)).ToArray();
        var last = curves.Min(c => c.Length) - 1;
        var step = Math.Max(1, (last + CurvePoints - 1) / CurvePoints);
        int[] places = [.. Enumerable.Range(0, last / step + 1).Select(i => i * step).Append(last).Distinct()];
        var turn = BaselineChoice.Names.IndexOf(name);
        return new Series(
            name,
            [
                .. places.Select(
                    (k, i) =>
                        Point(
                            k,
                            new Summary([.. curves.Select(c => c[k])]),
                            withInterval: i % BaselineChoice.Names.Length == turn
                        )
                ),
            ]
        );
    }

    private static PlotPoint Point(int removed, Summary accuracy, bool withInterval) =>
        new(
            removed,
            accuracy.Mean,
            withInterval ? new Interval(Math.Max(0, accuracy.Interval.Low), Math.Min(1, accuracy.Interval.High)) : null
        );
}
