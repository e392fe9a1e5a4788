using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging.Plots;

namespace Ascribe.Experiments.FacePairs;

/// <summary>What becomes of the distance while pixels of both faces are removed, or put in.</summary>
internal static class PairRemoval
{
    public static Finding Find(ImmutableArray<ExplainedPairs> cases)
    {
        var scores = cases.SelectMany(Scores).ToImmutableArray();
        return new Finding(
            "Do the maps name the pixels that the distance hangs on?",
            null,
            $"{Comparisons.Text([.. scores.Select(s => s.Scores)])} Mean heights of the curves by SIG: {string.Join(", ", scores.Select(s => $"{Numbers.Fixed(s.Scores[BaselineChoice.Shapley].Mean)} ({s.Name}, {s.Case.Case.Name})"))}.",
            Verdict.NotComparable
        )
        {
            Tables =
            [
                new ResultTable(
                    "removal",
                    "The mean of the distance, as a share of the whole, while pixels of both faces are removed (deletion: smaller is better) or put in (insertion: larger is better) by falling contribution; mean ± 95 % interval over pairs. Beside it SIG minus the other, pair by pair.",
                    ["network", "score", "baseline", "mean", "SIG − other"],
                    [.. scores.SelectMany(s => Comparisons.Rows(s.Scores, s.Case.Case.Name, s.Name))]
                ),
            ],
            Plots = [.. cases.Select(Plot)],
        };
    }

    private static IEnumerable<(ExplainedPairs Case, string Name, ScoresByChoice Scores)> Scores(
        ExplainedPairs explained
    )
    {
        yield return (explained, "deletion", Deletion(explained));
        yield return (explained, "insertion", Insertion(explained));
    }

    private static ScoresByChoice Deletion(ExplainedPairs explained) =>
        ScoresByChoice.Of(
            explained.Pairs.Select(p => (Func<string, double>)(name => p.Maps[name].Deletion)),
            largerIsBetter: false
        );

    private static ScoresByChoice Insertion(ExplainedPairs explained) =>
        ScoresByChoice.Of(
            explained.Pairs.Select(p => (Func<string, double>)(name => p.Maps[name].Insertion)),
            largerIsBetter: true
        );

    private static ResultPlot Plot(ExplainedPairs explained) =>
        new(
            $"removal-{explained.Case.FileName}",
            new BarPlot(
                $"Distance of {explained.Case.Name} while pixels go or come",
                "",
                new Axis("mean share of the distance"),
                [
                    .. BaselineChoice.Names.Select(name => new BarSeries(
                        name,
                        [
                            .. Scores(explained)
                                .Select(s => new PlotBar(s.Name, s.Scores[name].Mean, s.Scores[name].Interval)),
                        ]
                    )),
                ]
            )
            {
                Height = 340,
            },
            $"Deletion (the lower, the better) and insertion (the higher, the better) of {explained.Case.Name}: mean over {explained.Pairs.Length} pairs with its 95 % interval."
        );
}
