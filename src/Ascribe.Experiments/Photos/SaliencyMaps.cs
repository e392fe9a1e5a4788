using System.Collections.Immutable;
using Ascribe.Experiments.Baselines;
using Ascribe.Imaging;

namespace Ascribe.Experiments.Photos;

/// <summary>Maps side by side, and how far they agree.</summary>
internal static class SaliencyMaps
{
    private const int PanelHeight = 160;
    private static readonly HeatmapStyle Style = new();

    public static Finding Find(ImmutableArray<ExplainedCase> cases, ImageNetPlan plan)
    {
        var agreements = cases.SelectMany(Rows).ToImmutableArray();
        return new Finding(
            "What do the maps look like?",
            "Saliency maps of photos under the four baselines, side by side, for the reader to judge.",
            $"How far the ranking of pixels by SIG agrees with that by a single baseline (Spearman's correlation, mean over the photos): {string.Join("; ", agreements.GroupBy(r => r[0], StringComparer.Ordinal).Select(g => $"{g.Key}: {string.Join(", ", g.Select(r => $"{r[1]} {r[2]}"))}"))}. Which map is right cannot be read off a picture; what the maps are worth is measured below.",
            Verdict.NotComparable
        )
        {
            Tables =
            [
                new ResultTable(
                    "agreement",
                    "Spearman's correlation between SIG and a single baseline over the pixels: mean ± 95 % interval over photos.",
                    ["network", "baseline", "Spearman"],
                    agreements
                ),
            ],
            Pictures = [.. cases.SelectMany(c => Sheets(c, plan))],
        };
    }

    private static IEnumerable<ImmutableArray<string>> Rows(ExplainedCase explained) =>
        BaselineChoice.Singles.Select(name =>
            ImmutableArray.Create(
                explained.Case.Name,
                name,
                new Summary([.. explained.Photos.Select(p => p.Agreements[name])]).ToString()
            )
        );

    private static IEnumerable<ResultPicture> Sheets(ExplainedCase explained, ImageNetPlan plan) =>
        explained
            .Case.Photos.Zip(explained.Photos)
            .Chunk(plan.SheetRows)
            .Take(plan.Sheets)
            .Select(
                (rows, sheet) =>
                    new ResultPicture(
                        $"maps-{explained.Case.FileName}-{sheet + 1}",
                        new FigureGrid([.. rows.Select(r => Row(explained.Case, r.First, r.Second))])
                        {
                            Title = explained.Case.Name,
                            PanelHeight = PanelHeight,
                            Legend = new Legend(
                                Style.Colors,
                                1,
                                "contribution to the decision, in each picture's own 99th percentile"
                            ),
                        }.Draw(),
                        $"Maps of {explained.Case.Name}, photos {sheet * plan.SheetRows + 1} to {sheet * plan.SheetRows + rows.Length}: red speaks for the decision, blue against it."
                    )
                    {
                        OnPage = sheet < plan.SheetsOnPage,
                    }
            );

    private static PanelRow Row(PhotoCase asked, Photo photo, ExplainedPhoto explained)
    {
        // Maps are scaled before they are drawn: colors that were averaged would be paler than the legend.
        var seen = asked.Seen(photo).Resize(PanelHeight, PanelHeight);
        return new PanelRow(
            $"{explained.Decision} – {photo.Name}",
            [
                new Panel("photo", seen),
                .. BaselineChoice.Names.Select(name => new Panel(
                    name,
                    explained.Maps[name].Map.Resize(PanelHeight, PanelHeight).Over(seen, Style)
                )),
            ]
        );
    }
}
