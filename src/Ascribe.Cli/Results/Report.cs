using System.Globalization;
using Ascribe.Cli.Terminal;
using Ascribe.Imaging;
using Spectre.Console;

namespace Ascribe.Cli.Results;

/// <summary>What a person reads after an explanation.</summary>
internal static class Report
{
    private const int ShownNames = 10;

    public static void Write(Explanation explanation, TimeSpan time, IReadOnlyList<OutputFile> outputs, bool json)
    {
        if (json)
            Console.Out.WriteLine(ExplanationJson.Summary(explanation).ToJsonString(JsonFormat.Indented));
        else
            WriteTable(explanation, time);
        foreach (var output in json ? [] : outputs)
            Console.Out.WriteLine($"wrote {output.Path}");
        Warn(explanation);
    }

    /// <summary>Why the explanation is to be taken with care.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="name">What tells it from others; null where there is one only.</param>
    public static void Warn(Explanation explanation, string? name = null)
    {
        foreach (var warning in explanation.Attribution.Warnings)
            Screen.Remark($"warning: {(name is null ? "" : $"{name}: ")}{About(explanation, warning)}{warning.Text}");
    }

    private static void WriteTable(Explanation explanation, TimeSpan time)
    {
        var attribution = explanation.Attribution;
        var drawn = !attribution.StandardErrors.IsEmpty;
        string[] columns =
        [
            "example",
            "target",
            "F(x)",
            "F(baseline)",
            "for",
            "against",
            "completeness gap",
            .. drawn ? ["standard error"] : Array.Empty<string>(),
        ];
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        for (var i = 0; i < explanation.Count; i++)
            table.AddRow([.. Row(explanation, i).Take(columns.Length)]);
        Screen.Out.Write(table);
        for (var i = 0; i < explanation.Count; i++)
        {
            WriteNames(explanation, i);
            WritePlayers(explanation, i);
        }
        Console.Out.WriteLine(Summary(attribution, time));
    }

    private static IEnumerable<string> Row(Explanation explanation, int example)
    {
        var attribution = explanation.Attribution;
        var (speaksFor, against) = explanation.Sums(example);
        var gap = attribution.CompletenessGap.ToDoubles()[example];
        return
        [
            Markup.Escape(explanation.ExampleName(example)),
            Markup.Escape(explanation.TargetName(example)),
            Number(attribution.Output.ToDoubles()[example]),
            attribution.BaselineOutput.ToDoubles()[example] is var at and not double.NaN ? Number(at) : "none",
            Number(speaksFor),
            Number(against),
            double.IsNaN(gap) ? "not claimed" : $"{Number(gap)} ({Percent(explanation.RelativeGap(example))})",
            Percent(explanation.RelativeError(example)),
        ];
    }

    /// <summary>Which examples a warning is about, where it is not about all.</summary>
    private static string About(Explanation explanation, Warning warning) =>
        warning.Examples.Length == explanation.Count
            ? ""
            : $"{string.Join(", ", warning.Examples.Take(ShownNames).Select(explanation.ExampleName))}{(warning.Examples.Length > ShownNames ? ", …" : "")}: ";

    private static string Summary(Attribution attribution, TimeSpan time)
    {
        var features = string.Join(
            ", ",
            attribution.Values.Select(v => $"{v.Key} [{string.Join(',', v.Value.Shape)}]")
        );
        var (gradients, values) = (attribution.Provenance.GradientEvaluations, attribution.Provenance.ModelEvaluations);
        var cost =
            values == 0 ? $"{gradients} gradient evaluations"
            : gradients == 0 ? $"{values} model evaluations"
            : $"{gradients} gradient and {values} model evaluations";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{attribution.Provenance.Method} of {features}: {cost} in {time.TotalSeconds:0.00} s"
        );
    }

    /// <summary>The columns or tokens that contribute most.</summary>
    private static void WriteNames(Explanation explanation, int example)
    {
        foreach (var feature in explanation.Attribution.Values.Keys.Where(explanation.HasNames))
        {
            var contributions = explanation.Contributions(feature, example);
            WriteLargest(
                $"{explanation.ExampleName(example)}: {Math.Min(ShownNames, contributions.Length)} of {contributions.Length} contributions of {feature}",
                contributions
                    .OrderByDescending(c => Math.Abs(c.Value))
                    .Take(ShownNames)
                    .Select(c => (c.Name, c.Value, c.StandardError))
            );
        }
    }

    /// <summary>The players that contribute most, where they are not columns or tokens, which stand there already.</summary>
    private static void WritePlayers(Explanation explanation, int example)
    {
        var players = explanation.LargestPlayers(example, ShownNames);
        if (players.IsEmpty || explanation.PlaysByName(example))
            return;
        WriteLargest(
            $"{explanation.ExampleName(example)}: {players.Length} of {explanation.Attribution.Players[example].Values.Length} players",
            players.Select(p => (p.Name, p.Value, double.IsNaN(p.StandardError) ? (double?)null : p.StandardError))
        );
    }

    private static void WriteLargest(string title, IEnumerable<(string Name, double Value, double? Error)> largest)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("", c => c.RightAligned());
        table.AddColumn("").AddColumn("");
        foreach (var (name, value, error) in largest)
            table.AddRow(
                Signed(value),
                error is { } known ? $"±{known.ToString("0.0000", CultureInfo.InvariantCulture)}" : "",
                Markup.Escape(name)
            );
        Console.Out.WriteLine(title);
        Screen.Out.Write(table);
    }

    /// <summary>With its sign, but what rounds to zero has none.</summary>
    private static string Signed(double number) =>
        (Math.Round(number, 4) + 0).ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);

    private static string Percent(double share) =>
        double.IsNaN(share) ? "unknown" : share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.####;-0.####;0", CultureInfo.InvariantCulture);
}
