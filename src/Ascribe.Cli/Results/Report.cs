using System.Globalization;
using Ascribe.Cli.Terminal;
using Ascribe.Imaging;
using Spectre.Console;

namespace Ascribe.Cli.Results;

/// <summary>What a person reads after an explanation.</summary>
internal static class Report
{
    private const double NoticeableGap = 0.05;
    private const int ShownNames = 10;

    public static void Write(Explanation explanation, TimeSpan time, IReadOnlyList<OutputFile> outputs, bool json)
    {
        if (json)
            Console.Out.WriteLine(ExplanationJson.Summary(explanation).ToJsonString(JsonFormat.Indented));
        else
            WriteTable(explanation, time);
        foreach (var output in json ? [] : outputs)
            Console.Out.WriteLine($"wrote {output.Path}");
        WarnOfGaps(explanation);
    }

    private static void WriteTable(Explanation explanation, TimeSpan time)
    {
        var attribution = explanation.Attribution;
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Rounded);
        foreach (
            var column in new[] { "example", "target", "F(x)", "F(baseline)", "for", "against", "completeness gap" }
        )
            table.AddColumn(new TableColumn(column) { NoWrap = true });
        for (var i = 0; i < explanation.Count; i++)
        {
            var (speaksFor, against) = explanation.Sums(i);
            table.AddRow(
                Markup.Escape(explanation.ExampleName(i)),
                Markup.Escape(explanation.TargetName(i)),
                Number(attribution.Output.ToDoubles()[i]),
                Number(attribution.BaselineOutput.ToDoubles()[i]),
                Number(speaksFor),
                Number(against),
                $"{Number(attribution.CompletenessGap.ToDoubles()[i])} ({explanation.RelativeGap(i).ToString("P1", CultureInfo.InvariantCulture)})"
            );
        }
        Screen.Out.Write(table);
        for (var i = 0; i < explanation.Count; i++)
            WriteNames(explanation, i);
        var features = string.Join(
            ", ",
            attribution.Values.Select(v => $"{v.Key} [{string.Join(',', v.Value.Shape)}]")
        );
        Console.Out.WriteLine(
            $"{attribution.Provenance.Method} of {features}: {attribution.Provenance.GradientEvaluations} gradient evaluations in {time.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture)} s"
        );
    }

    /// <summary>The columns or tokens that contribute most.</summary>
    private static void WriteNames(Explanation explanation, int example)
    {
        foreach (var feature in explanation.Attribution.Values.Keys.Where(explanation.HasNames))
        {
            var contributions = explanation.Contributions(feature, example);
            var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("", c => c.RightAligned());
            table.AddColumn("");
            foreach (var (name, value) in contributions.OrderByDescending(c => Math.Abs(c.Value)).Take(ShownNames))
                table.AddRow(value.ToString("+0.0000;-0.0000", CultureInfo.InvariantCulture), Markup.Escape(name));
            Console.Out.WriteLine(
                $"{explanation.ExampleName(example)}: {Math.Min(ShownNames, contributions.Length)} of {contributions.Length} contributions of {feature}"
            );
            Screen.Out.Write(table);
        }
    }

    /// <summary>A gap this large says that the quadrature missed something, and the numbers are to be taken with care.</summary>
    private static void WarnOfGaps(Explanation explanation)
    {
        var worst = Enumerable
            .Range(0, explanation.Count)
            .Select(explanation.RelativeGap)
            .Where(double.IsFinite)
            .DefaultIfEmpty(0)
            .Max();
        if (worst > NoticeableGap)
            Screen.Remark(
                $"warning: the completeness gap is up to {worst.ToString("P0", CultureInfo.InvariantCulture)} of F(x) − F(baseline); use more --steps."
            );
    }

    private static string Number(double number) => number.ToString("0.####;-0.####;0", CultureInfo.InvariantCulture);
}
