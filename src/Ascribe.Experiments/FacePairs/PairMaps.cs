using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging;

namespace Ascribe.Experiments.FacePairs;

/// <summary>Positive and negative maps of both faces, apart: Figure 5.</summary>
internal static class PairMaps
{
    private const int PanelHeight = 92;
    private static readonly HeatmapStyle Style = new() { Blend = Blend.Plain };

    public static Finding Find(ImmutableArray<ExplainedPairs> cases, ExpressionPlan plan) =>
        new(
            "What sets two faces apart, and what brings them together? (Figure 5)",
            "Positive and negative maps of pairs of faces under the four baselines, shown apart; there are no numbers.",
            $"Under every baseline both faces get contributions, of both signs. {string.Join(" ", cases.Select(Text))} Which map is right cannot be read off a picture; what the maps are worth is measured below.",
            Verdict.NotComparable
        )
        {
            Tables =
            [
                new ResultTable(
                    "signs",
                    "Sums over both faces, as shares of the distance: mean ± 95 % interval over pairs. Positive sets the faces apart, negative brings them together. The distance at the baseline is 0 where both faces have the same.",
                    ["network", "baseline", "positive", "negative", "at the baseline", "gradients", "seconds"],
                    [.. cases.SelectMany(Rows)]
                ),
                .. cases.Select(All),
            ],
            Pictures = [.. cases.SelectMany(c => Sheets(c, plan))],
        };

    private static string Text(ExplainedPairs explained)
    {
        var shares = BaselineChoice.Names.Select(name =>
            $"{Share(explained, name, m => m.Positive)} and {Share(explained, name, m => m.Negative)} ({name})"
        );
        return $"For {explained.Case.Name} what is positive and what is negative come to these shares of the distance, in the mean: {string.Join(", ", shares)}.";
    }

    private static string Share(ExplainedPairs explained, string name, Func<PairMap, double> part) =>
        Numbers.Fixed(Shares(explained, name, part).Mean, 2);

    private static Summary Shares(ExplainedPairs explained, string name, Func<PairMap, double> part) =>
        new([.. explained.Pairs.Select(p => part(p.Maps[name]) / p.Distance)]);

    private static IEnumerable<ImmutableArray<string>> Rows(ExplainedPairs explained) =>
        BaselineChoice.Names.Select(name =>
            ImmutableArray.Create(
                explained.Case.Name,
                name,
                Shares(explained, name, m => m.Positive).ToString(),
                Shares(explained, name, m => m.Negative).ToString(),
                Shares(explained, name, m => m.BaselineDistance).ToString(),
                $"{explained.Pairs[0].Maps[name].Gradients}",
                new Summary([.. explained.Pairs.Select(p => p.Maps[name].Seconds)]).ToString()
            )
        );

    /// <summary>Every number, pair by pair.</summary>
    private static ResultTable All(ExplainedPairs explained) =>
        new(
            $"pairs-{explained.Case.FileName}",
            $"Every pair: the distance of the {explained.Case.Name}, and what each baseline says.",
            [
                "pair",
                "distance",
                "baseline",
                "positive",
                "negative",
                "at the baseline",
                "deletion",
                "insertion",
                "seconds",
            ],
            [
                .. explained.Pairs.SelectMany(p =>
                    BaselineChoice.Names.Select(name =>
                    {
                        var map = p.Maps[name];
                        double[] numbers =
                        [
                            map.Positive,
                            map.Negative,
                            map.BaselineDistance,
                            map.Deletion,
                            map.Insertion,
                            map.Seconds,
                        ];
                        return ImmutableArray.Create([
                            p.Name,
                            Numbers.Exact(p.Distance),
                            name,
                            .. numbers.Select(Numbers.Exact),
                        ]);
                    })
                ),
            ]
        )
        {
            OnPage = false,
        };

    private static IEnumerable<ResultPicture> Sheets(ExplainedPairs explained, ExpressionPlan plan) =>
        explained
            .Pairs.Chunk(plan.SheetPairs)
            .Select(
                (pairs, sheet) =>
                    new ResultPicture(
                        $"maps-{explained.Case.FileName}-{sheet + 1}",
                        new FigureGrid([.. pairs.SelectMany(p => PairRows(explained.Case, p))])
                        {
                            Title = $"Distance of {explained.Case.Name}",
                            PanelHeight = PanelHeight,
                            Legend = new Legend(
                                Style.Colors,
                                1,
                                "contribution, in the 99th percentile of a pair and baseline"
                            ),
                        }.Draw(),
                        $"Distance of {explained.Case.Name}, pairs {sheet * plan.SheetPairs + 1} to {sheet * plan.SheetPairs + pairs.Length}: for each face what sets the two apart (+, red) and what brings them together (−, blue)."
                    )
                    {
                        OnPage = sheet < plan.SheetsOnPage,
                    }
            );

    private static IEnumerable<PanelRow> PairRows(PairCase asked, ExplainedPair pair)
    {
        yield return Row($"{pair.Name}: distance {Numbers.Text(pair.Distance)}", asked, pair, pair.First, 0);
        yield return Row(null, asked, pair, pair.Second, 1);
    }

    private static PanelRow Row(string? title, PairCase asked, ExplainedPair pair, Face face, int side) =>
        new(
            title,
            [
                new Panel(side == 0 ? "first" : "second", asked.Input.Prepare(face.Picture)),
                .. BaselineChoice.Names.SelectMany(name => Panels(name, pair.Maps[name], side)),
            ]
        );

    private static IEnumerable<Panel> Panels(string name, PairMap map, int side)
    {
        // Both faces and both signs share a scale, so that they can be compared.
        var style = Style with
        {
            Scale = map.Maps.Max(m => m.ScaleAt(Style.Percentile)),
        };
        yield return new Panel($"{name} +", map.Maps[side].Positive.Draw(style));
        yield return new Panel($"{name} −", map.Maps[side].Negative.Draw(style));
    }
}
