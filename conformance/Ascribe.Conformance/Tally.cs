using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Ascribe.Conformance;

/// <summary>Verdicts as tables, for the terminal and for the documentation.</summary>
internal sealed record Tally(ImmutableArray<Verdict> Verdicts)
{
    public int Passed => Count(Outcome.GradientAgrees) + Count(Outcome.ValuesAgree);

    public int Failed => Count(Outcome.Failed);

    public int Skipped => Count(Outcome.Skipped);

    public string Closing =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");

    private int Count(Outcome outcome) => Verdicts.Count(v => v.Outcome == outcome);

    /// <summary>A row per operator.</summary>
    public IEnumerable<string> Rows()
    {
        yield return $"{"operator", -34} {"models", 6} {"values", 6} {"gradient", 8} {"skipped", 7} {"failed", 6}";
        foreach (var group in Operators())
        {
            var counts = group.CountBy(v => v.Outcome).ToDictionary();
            var gradient = counts.GetValueOrDefault(Outcome.GradientAgrees);
            var values = gradient + counts.GetValueOrDefault(Outcome.ValuesAgree);
            yield return $"{group.Key, -34} {group.Count(), 6} {values, 6} {gradient, 8} {counts.GetValueOrDefault(Outcome.Skipped), 7} {counts.GetValueOrDefault(Outcome.Failed), 6}";
        }
    }

    /// <summary>The page of the documentation.</summary>
    public string Markdown()
    {
        var page = new StringBuilder();
        page.AppendLine("# Conformance");
        page.AppendLine();
        page.AppendLine(
            CultureInfo.InvariantCulture,
            $"The {Verdicts.Length} models of the ONNX project's test data (Debian's `libonnx-testdata`), by `./test conformance --write`: {Closing}."
        );
        page.AppendLine();
        page.AppendLine(
            "Each model is loaded, brought to canonical form, saved, loaded again and run on its stored inputs; the outputs have to be the stored ones. Where a floating output varies with a floating input, the gradient of a weighted sum of all outputs has to agree with central differences along random directions, away from kinks."
        );
        page.AppendLine();
        page.AppendLine("| operator | models | values agree | gradient agrees | skipped | failed |");
        page.AppendLine("|---|---:|---:|---:|---:|---:|");
        foreach (var group in Operators())
        {
            var counts = group.CountBy(v => v.Outcome).ToDictionary();
            var gradient = counts.GetValueOrDefault(Outcome.GradientAgrees);
            var values = gradient + counts.GetValueOrDefault(Outcome.ValuesAgree);
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {group.Key} | {group.Count()} | {values} | {gradient} | {counts.GetValueOrDefault(Outcome.Skipped)} | {counts.GetValueOrDefault(Outcome.Failed)} |"
            );
        }
        Append(page, "Failed", Outcome.Failed);
        Append(page, "Skipped", Outcome.Skipped);
        Append(page, "Values without a gradient", Outcome.ValuesAgree);
        return page.ToString();
    }

    private void Append(StringBuilder page, string title, Outcome outcome)
    {
        var groups = Verdicts
            .Where(v => v.Outcome == outcome)
            .GroupBy(v => v.Reason, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToArray();
        if (groups.Length == 0)
            return;
        page.AppendLine();
        page.AppendLine(CultureInfo.InvariantCulture, $"## {title}");
        page.AppendLine();
        foreach (var group in groups)
            page.AppendLine(
                CultureInfo.InvariantCulture,
                $"- {group.Key}: {string.Join(", ", group.Select(v => $"`{v.Case}`"))}"
            );
    }

    private IEnumerable<IGrouping<string, Verdict>> Operators() =>
        Verdicts.GroupBy(v => v.Operator, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal);
}
