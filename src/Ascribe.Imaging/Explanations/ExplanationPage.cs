using System.Collections.Immutable;
using System.Globalization;

namespace Ascribe.Imaging;

/// <summary>An explanation as a page: the pictures, the scores, and how far to trust it.</summary>
public static class ExplanationPage
{
    private const int ShownClasses = 7;
    private const int ShownEntries = 15;

    /// <summary>The page.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="style">How heatmaps are drawn.</param>
    public static Page Of(Explanation explanation, HeatmapStyle? style = null)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        blocks.AddRange(
            PagedBlock.Of(
                "Examples",
                Enumerable
                    .Range(0, explanation.Count)
                    .Select(e => Example(explanation, e, style ?? new HeatmapStyle()).ToImmutableArray())
            )
        );
        blocks.Add(new HeadingBlock("How this was made"));
        blocks.Add(new FactsBlock([.. Made(explanation)]));
        var first = explanation.Count == 1 ? $"Why {explanation.TargetName(0)}?" : $"{explanation.Count} explanations";
        return new Page(first, blocks.ToImmutable())
        {
            Lead =
                $"What the model “{explanation.Model}” looked at, by {explanation.Attribution.Provenance.Method.Replace('-', ' ')}.",
            Footer = IsComplete(explanation)
                ? "Made with Ascribe. Contributions add up to the difference between the output and the baseline's output, up to the completeness gap."
                : "Made with Ascribe. Contributions of this method do not add up to the difference between the output and the baseline's output.",
        };
    }

    private static IEnumerable<Block> Example(Explanation explanation, int example, HeatmapStyle style)
    {
        yield return new HeadingBlock(explanation.ExampleName(example));
        foreach (var feature in explanation.Attribution.Values.Keys)
        foreach (var block in Feature(explanation, feature, example, style))
            yield return block;
        if (explanation.Scores.Rank == 2 && explanation.Scores.Shape[1] > 1)
            yield return new BarsBlock(
                "Scores of the classes",
                [.. explanation.TopClasses(example, ShownClasses).Select(c => new Bar(c.Label, c.Score, c.Explained))]
            );
        if (Players(explanation, example) is { } players)
            yield return players;
        foreach (var warning in explanation.Attribution.Warnings.Where(w => w.Examples.Contains(example)))
            yield return new ParagraphBlock(warning.Text) { Opening = "To be taken with care:" };
        yield return new FactsBlock([.. Facts(explanation, example)]);
    }

    private static bool IsComplete(Explanation explanation) =>
        !explanation.Attribution.CompletenessGap.ToDoubles().All(double.IsNaN);

    /// <summary>The players that contribute most, where they are not named already.</summary>
    private static BarsBlock? Players(Explanation explanation, int example)
    {
        var players = explanation.LargestPlayers(example, ShownEntries);
        if (players.IsEmpty || explanation.PlaysByName(example))
            return null;
        return new BarsBlock(
            $"The {players.Length} largest of {explanation.Attribution.Players[example].Values.Length} players",
            [.. players.Select(p => new Bar(p.Name, p.Value))]
        )
        {
            Format = "G4",
            Signed = true,
        };
    }

    private static ImmutableArray<Block> Feature(
        Explanation explanation,
        string feature,
        int example,
        HeatmapStyle style
    )
    {
        if (explanation.Tokens.ContainsKey(feature))
            return [Text(explanation, feature, example), Entries(explanation, feature, example)];
        if (explanation.Heatmap(feature, example) is null)
            return [Entries(explanation, feature, example)];
        var figure = ExplanationFigure.Of(explanation, feature, example, style);
        var panels = figure.Panels.Select(p => new CaptionedPicture(
            p.Picture,
            $"{p.Title}: {explanation.ExampleName(example)}, target {explanation.TargetName(example)}",
            p.Title
        ));
        var pictures = new PicturesBlock([.. panels]);
        return figure.Legend is { } legend ? [pictures, new PicturesBlock(Picture(legend))] : [pictures];
    }

    private static CaptionedPicture Picture(Legend legend) =>
        new(
            legend.Draw(),
            $"Color scale from {Legend.Format(legend.Scale * legend.Colors.From)} to {Legend.Format(legend.Scale)}",
            legend.Colors.From < 0
                ? "Red (above 0) speaks for the target, blue (below 0) against it"
                : "The stronger the color, the more speaks for the target"
        );

    /// <summary>The entries that contribute most, as bars.</summary>
    private static BarsBlock Entries(Explanation explanation, string feature, int example)
    {
        var contributions = explanation.Contributions(feature, example);
        var caption =
            contributions.Length > ShownEntries
                ? $"The {ShownEntries} largest of {contributions.Length} contributions of {feature}"
                : $"Contributions of {feature}";
        var largest = contributions.OrderByDescending(c => Math.Abs(c.Value)).Take(ShownEntries);
        return new BarsBlock(caption, [.. largest.Select(c => new Bar(c.Name, c.Value))])
        {
            Format = "G4",
            Signed = true,
        };
    }

    /// <summary>The text itself, colored; pieces of one word stand together.</summary>
    private static TextBlock Text(Explanation explanation, string feature, int example)
    {
        const string Continuation = "##";
        var words = explanation
            .Contributions(feature, example)
            .Select(c =>
                c.Name.StartsWith(Continuation, StringComparison.Ordinal)
                    ? new Word(c.Name[Continuation.Length..], c.Value, Continues: true)
                    : new Word(c.Name, c.Value)
            )
            .ToImmutableArray();
        var scale = Legend.Format(words.Max(w => Math.Abs(w.Value)));
        return new TextBlock(
            $"Red speaks for the target, blue against it; the strongest color stands for ±{scale}",
            words
        );
    }

    private static IEnumerable<Fact> Facts(Explanation explanation, int example)
    {
        var attribution = explanation.Attribution;
        var (speaksFor, against) = explanation.Sums(example);
        yield return new Fact("Target", explanation.TargetName(example));
        yield return new Fact("Output F(x)", Number(attribution.Output.ToDoubles()[example]));
        var atBaseline = attribution.BaselineOutput.ToDoubles()[example];
        yield return new Fact("Baseline output F(b)", double.IsNaN(atBaseline) ? "none" : Number(atBaseline));
        yield return new Fact("Speaks for", Number(speaksFor));
        yield return new Fact("Speaks against", Number(against));
        var gap = attribution.CompletenessGap.ToDoubles()[example];
        if (!double.IsNaN(gap))
            yield return new Fact(
                "Completeness gap",
                $"{Number(gap)} ({explanation.RelativeGap(example).ToString("P1", CultureInfo.InvariantCulture)} of F(x) − F(b))"
            );
        var error = explanation.RelativeError(example);
        if (!double.IsNaN(error))
            yield return new Fact("Relative standard error", error.ToString("P1", CultureInfo.InvariantCulture));
    }

    private static IEnumerable<Fact> Made(Explanation explanation)
    {
        yield return new Fact("Model", explanation.Model);
        yield return new Fact("Method", explanation.Attribution.Provenance.Method);
        foreach (var (name, value) in explanation.Attribution.Provenance.Settings)
            yield return new Fact(name, value);
        yield return new Fact(
            "Gradient evaluations",
            explanation.Attribution.Provenance.GradientEvaluations.ToString(CultureInfo.InvariantCulture)
        );
        if (explanation.Attribution.Provenance.ModelEvaluations > 0)
            yield return new Fact(
                "Model evaluations",
                explanation.Attribution.Provenance.ModelEvaluations.ToString(CultureInfo.InvariantCulture)
            );
        yield return new Fact("Seed", explanation.Attribution.Provenance.Seed.ToString(CultureInfo.InvariantCulture));
    }

    private static string Number(double number) => number.ToString("0.0000", CultureInfo.InvariantCulture);
}
